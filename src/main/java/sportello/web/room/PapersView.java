package sportello.web.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The papers to send, as the party sees them.
///
/// @param elsewhere this room takes none: they go by the page of the `appointment` (rule C10)
/// @param asked what the official is waiting for right now, in words; null for nothing
public record PapersView(
        List<Row> rows,
        @Nullable String asked,
        boolean elsewhere,
        @Nullable String appointment) {

    /// @param state `ASKED_NOT`, `ASKED`, `SENT`, `ACCEPTED`, `ASKED_AGAIN`
    /// @param reason why it is asked again
    /// @param result what came of the last sending, in words; `sent` tells good from bad
    public record Row(
            String code,
            String name,
            String state,
            @Nullable String reason,
            int copies,
            String address,
            boolean maySend,
            @Nullable String result,
            boolean sent) {}
}
