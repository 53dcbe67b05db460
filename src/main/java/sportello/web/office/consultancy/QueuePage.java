package sportello.web.office.consultancy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The unit's queue, day by day.
///
/// @param units names of the official's units
/// @param here this very page, where a form comes back to
/// @param next address of the following page, null on the last
/// @param taken the case just taken in charge, which may be left again
public record QueuePage(
        List<String> units,
        List<Tab> tabs,
        String view,
        String text,
        List<Day> days,
        String here,
        @Nullable String next,
        boolean fromStart,
        @Nullable Line taken) {

    /// One part of the queue. `label` is a key of words; `count` stops at a thousand, then `more`.
    public record Tab(String label, int count, boolean more, String href, boolean current) {}

    public record Day(LocalDate day, String label, List<Line> lines) {}

    /// One case. `charge`: who has it, empty for nobody. `next`: key of words of the one action on the row.
    public record Line(
            UUID id,
            Instant startsAt,
            String who,
            String studio,
            String reference,
            String serviceKey,
            Mark mark,
            @Nullable String venueKey,
            @Nullable LocalDate papersUntil,
            int papersAwaited,
            String charge,
            boolean mine,
            boolean free,
            String next,
            boolean current) {}

    public boolean empty() {
        return days.isEmpty();
    }
}
