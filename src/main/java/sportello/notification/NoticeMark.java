package sportello.notification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page of notices ended: among those read or not, and at which.
record NoticeMark(boolean read, UUID id) {

    static final NoticeMark START = new NoticeMark(false, new UUID(-1, -1));

    static NoticeMark of(NoticeRows.Row row) {
        return new NoticeMark(row.readAt() != null, row.id());
    }

    /// The beginning for whatever is no mark.
    static NoticeMark parse(@Nullable String text) {
        if (text == null || text.length() != 37) return START;
        try {
            return new NoticeMark(text.charAt(0) == 'r', UUID.fromString(text.substring(1)));
        } catch (IllegalArgumentException notAMark) {
            return START;
        }
    }

    @Override
    public String toString() {
        return (read ? "r" : "u") + id;
    }
}
