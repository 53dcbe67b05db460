package sportello.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// Looks at what was uploaded, by content and never by name; not empty, not too large.
public interface PaperCheck {

    /// What a telephone or a scanner makes of a paper shown in a room (rule D8).
    Set<String> FROM_A_ROOM = Set.of("application/pdf", "image/jpeg", "image/png", "image/heic", "image/heif");

    /// What may go with a question (rule C4).
    Set<String> WITH_A_QUESTION = Set.of("application/pdf", "image/jpeg", "image/png", "image/tiff");

    /// What a studio sends for its appointment (rule C10): from a telephone or a scanner.
    Set<String> BY_THE_CHANNEL =
            Set.of("application/pdf", "image/jpeg", "image/png", "image/heic", "image/heif", "image/tiff");

    /// Pictures and PDFs are really opened. What the browser says of name and type is never trusted.
    default Verdict look(Path uploaded) throws IOException {
        return look(uploaded, FROM_A_ROOM);
    }

    /// Only these media types.
    Verdict look(Path uploaded, Set<String> accepted) throws IOException;

    sealed interface Verdict {
        record Fine(String mediaType, String extension) implements Verdict {}

        record Empty() implements Verdict {}

        record TooLarge(long mostBytes) implements Verdict {}

        record WrongType(String found) implements Verdict {}

        record Damaged() implements Verdict {}

        /// Closed with a password: nobody could read it.
        record Locked() implements Verdict {}

        /// Carries a program or other files inside.
        record Active() implements Verdict {}
    }
}
