package sportello.web.studio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The studio's questions, looked for, a page at a time.
///
/// @param position id of the only one looked at, empty for all
/// @param next query of the page that follows, null at the end
public record StudioQuestions(
        String text,
        String position,
        String positionName,
        List<Option> cassetti,
        List<Option> states,
        boolean narrowed,
        boolean later,
        List<QuestionLine> lines,
        @Nullable String next) {

    public record Option(String value, String label, boolean chosen) {}
}
