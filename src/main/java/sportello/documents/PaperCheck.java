package sportello.documents;

import java.io.IOException;
import java.nio.file.Path;

/// Looks at what was uploaded, by content and never by name: PDF, JPEG, PNG, HEIC; not empty, not too large.
public interface PaperCheck {

    /// Pictures and PDFs are really opened. What the browser says of name and type is never trusted.
    Verdict look(Path uploaded) throws IOException;

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
