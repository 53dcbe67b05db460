package sportello.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;
import sportello.identity.PersonId;

/// Notices in the reserved area (*Avvisi*).
public interface Inbox {

    /// What was not read yet first, of each the newest first; worded for the reader.
    default List<Notice> of(PersonId person, Locale language, int most) {
        return page(person, language, null, most).notices();
    }

    /// The same, so many at a time.
    ///
    /// @param after `next` of the page before, null for the first; what is no such mark starts from the beginning
    Page page(PersonId person, Locale language, @Nullable String after, int most);

    int unread(PersonId person);

    /// Marks all as read; how many were not.
    int readAll(PersonId person);

    /// One notice of the reader's own, in whatever capacity they read it, marked as read; nothing when it is somebody
    /// else's.
    Optional<Notice> read(UUID notice, Locale language, Actor.Booker by);

    /// @param next where the next page starts, null after the last
    record Page(List<Notice> notices, @Nullable String next) {}

    /// Text is rendered when shown, in the reader's language; `appointment` leads to the link, `form` to AA08.
    record Notice(
            UUID id,
            String kind,
            String title,
            List<String> paragraphs,
            Instant at,
            @Nullable Instant readAt,
            @Nullable UUID appointment,
            @Nullable UUID delegation,
            @Nullable UUID question) {}
}
