package sportello.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.meeting.Entry;
import sportello.platform.ProductClock;

/// Rule D15: an appointment lapses some minutes after the later of its hour and the officer's opening; whoever is
/// waiting never lapses; and when the day is over nothing is left hanging.
record Lateness(
        CaseFile.Status status,
        Instant startsAt,
        @Nullable Instant openedAt,
        Duration lapsesAfter,
        List<Entry> people) {

    enum Fate {
        STAYS,
        LAPSES,
        /// Somebody came and the office never opened.
        OFFICE_NEVER_CAME,
        /// It began, everybody left, nobody concluded.
        LEFT_UNFINISHED
    }

    Fate at(Instant now) {
        var guests = people.stream()
                .filter(entry -> !entry.role().equals("official"))
                .toList();
        if (status.settled() || guests.stream().anyMatch(entry -> entry.waitingSince() != null)) return Fate.STAYS;
        boolean dayOver = !now.isBefore(dayEnd());
        if (openedAt == null) {
            if (!dayOver) return Fate.STAYS;
            return guests.stream().anyMatch(entry -> entry.lastSeenAt() != null) ? Fate.OFFICE_NEVER_CAME : Fate.LAPSES;
        }
        if (guests.stream().anyMatch(entry -> entry.admittedAt() != null))
            return dayOver ? Fate.LEFT_UNFINISHED : Fate.STAYS;
        var later = openedAt.isAfter(startsAt) ? openedAt : startsAt;
        return now.isBefore(later.plus(lapsesAfter)) ? Fate.STAYS : Fate.LAPSES;
    }

    private Instant dayEnd() {
        return ProductClock.inRome(startsAt)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ProductClock.ROME)
                .toInstant();
    }
}
