package sportello.intermediaries;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import sportello.offices.Cassetto;

/// What is looked for. `text`: words of the thread or of the position's name, a protocol number, a position's code.
/// An empty set, blank or null asks for all.
public record QuestionSearch(
        String text,
        Set<Cassetto> cassetti,
        Set<Question.State> states,
        @Nullable PositionId position,
        @Nullable String topic) {

    public static QuestionSearch all() {
        return new QuestionSearch("", Set.of(), Set.of(), null, null);
    }

    public static QuestionSearch of(String text) {
        return new QuestionSearch(text, Set.of(), Set.of(), null, null);
    }

    public static QuestionSearch on(PositionId position) {
        return new QuestionSearch("", Set.of(), Set.of(), position, null);
    }
}
