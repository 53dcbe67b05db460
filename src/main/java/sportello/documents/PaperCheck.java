package sportello.documents;

import java.nio.file.Path;

/// Looks at what was uploaded, by content and never by name: PDF, JPEG, PNG, HEIC; not empty, not too large.
public interface PaperCheck {

    Verdict look(Path uploaded);

    sealed interface Verdict {
        record Fine(String mediaType, String extension) implements Verdict {}

        record Empty() implements Verdict {}

        record TooLarge(long mostBytes) implements Verdict {}

        record WrongType(String found) implements Verdict {}

        record Damaged() implements Verdict {}
    }
}
