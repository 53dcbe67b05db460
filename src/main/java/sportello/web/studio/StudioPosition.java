package sportello.web.studio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A position, the studio's mandate on it, its questions.
///
/// @param mandate from when to when, as a sentence
/// @param more where the questions that follow are, null when all are here
public record StudioPosition(
        String id,
        String cassetto,
        String slug,
        String name,
        String code,
        String taxCode,
        String office,
        String mandate,
        List<QuestionLine> questions,
        @Nullable String more) {}
