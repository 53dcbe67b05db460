package sportello.casework;

import org.jspecify.annotations.Nullable;

/// Which part of the queue: `text` is sought in reference and name of who booked, empty for all.
public record QueueFilter(View view, String text, @Nullable String cursor) {

    public static QueueFilter of(View view) {
        return new QueueFilter(view, "", null);
    }

    /// UNPREPARED: to be judged, or the papers asked for are all here. TO_COMPLETE: over, with nothing written yet on
    /// how it ended. The others are cases not ended.
    public enum View {
        ALL,
        MINE,
        UNASSIGNED,
        UNPREPARED,
        WAITING_PAPERS,
        WITHOUT_VENUE,
        TODAY,
        TO_COMPLETE
    }
}
