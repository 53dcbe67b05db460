package sportello.notification.texts;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;

/// The body's own words in place of the shipped ones. They are the same for all its offices, so they ask for a right of
/// their own, `WRITE_MESSAGES`.
public interface MessageTexts {

    /// Those in which messages are said.
    List<Locale> languages();

    /// Every text of a service in a language.
    List<Entry> of(String service, Locale language);

    /// Empty where this service says nothing so.
    Optional<Sheet> find(TextId id);

    /// What is wrong with it; empty for a text that may be kept.
    List<Problem> wrong(TextId id, Written text);

    /// As somebody would read it, about an appointment nobody has.
    Preview preview(TextId id, Written text);

    /// In use from now on.
    ///
    /// @param seen the version it was written on
    /// @throws SecurityException without the right
    Saved save(TextId id, Written text, int seen, Actor.Official by);

    /// The shipped text again.
    Saved backToShipped(TextId id, int seen, Actor.Official by);

    /// @param own written by the body
    record Entry(TextId id, boolean own) {}

    /// @param current what is in use
    /// @param version zero as long as nobody changed it
    /// @param own whether the current one is the body's
    record Sheet(
            TextId id,
            Written shipped,
            Written current,
            int version,
            boolean own,
            List<Change> changes,
            Set<Placeholder> allowed,
            List<Must> compulsory) {}

    /// Of these one must stand in the text; `word`, a key of words, says why.
    record Must(Set<Placeholder> oneOf, String word) {
        public String names() {
            return oneOf.stream().map(each -> "{" + each.written() + "}").collect(Collectors.joining(", "));
        }
    }

    /// @param text null for back to the shipped one
    record Change(
            int version, UUID staff, Instant at, @Nullable Written text) {}

    /// `field`: `title` or `body`; `word`: a key of words.
    record Problem(String field, String word, Map<String, ?> facts) {}

    /// @param parts how many short messages it takes, zero where it is none
    /// @param everySign whether it leaves the alphabet that is paid least
    /// @param readability Gulpease index, Italian alone
    record Preview(
            @Nullable String title,
            List<String> paragraphs,
            int signs,
            int parts,
            boolean everySign,
            @Nullable Integer readability) {}

    sealed interface Saved {
        record Done(int version) implements Saved {}

        record Wrong(List<Problem> problems) implements Saved {}

        /// Somebody else was faster.
        record ChangedMeanwhile(Sheet now) implements Saved {}

        record Unknown() implements Saved {}
    }
}
