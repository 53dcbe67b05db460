package sportello.web.citizen;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.web.Frame;

/// Days with room on them, and the free hours of one of them.
///
/// @param day whose hours are shown, null when no day has any
public record SlotChoice(List<Month> months, @Nullable String day, String dayLabel, List<Hour> hours) {

    public record Month(String id, String name, List<Day> days) {}

    public record Day(String value, String label, String count, boolean full, boolean chosen) {}

    public record Hour(String value, String label, boolean chosen) {

        /// With its day: "giovedì 4 marzo, ore 9:20".
        public static Hour fully(Frame frame, Instant at) {
            return new Hour(at.toString(), frame.dayAndHour(at), false);
        }
    }

    public boolean empty() {
        return day == null;
    }
}
