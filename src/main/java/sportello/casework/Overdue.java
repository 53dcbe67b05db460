package sportello.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.meeting.Entry;
import sportello.offices.Venue;
import sportello.platform.ProductClock;

/// After the hour nothing hangs: a case judged beforehand that nobody began is the office's fault, one that nobody
/// ended is taken as held and is still to be written up. In the own room, who is there keeps it open (rule D15), and
/// one in which nobody was ever let in was missed by the other side.
record Overdue(
        CaseFile.Status status,
        Instant startsAt,
        Instant endsAt,
        @Nullable Instant startedAt,
        Duration lapsesAfter,
        @Nullable Venue venue,
        List<Entry> people) {

    enum Fate {
        STAYS,
        MISSED_BY_OFFICE,
        MISSED_BY_PARTY,
        TO_COMPLETE
    }

    Fate at(Instant now) {
        var guests = people.stream().filter(entry -> !entry.official()).toList();
        var there = venue == Venue.OWN_ROOM && guests.stream().anyMatch(entry -> entry.waitingSince() != null);
        if (status.settled() || there) return Fate.STAYS;
        if (startedAt == null) return now.isBefore(endsAt.plus(lapsesAfter)) ? Fate.STAYS : Fate.MISSED_BY_OFFICE;
        if (now.isBefore(dayEnd(startedAt.isAfter(startsAt) ? startedAt : startsAt))) return Fate.STAYS;
        var alone = venue == Venue.OWN_ROOM && guests.stream().allMatch(entry -> entry.admittedAt() == null);
        return alone ? Fate.MISSED_BY_PARTY : Fate.TO_COMPLETE;
    }

    private static Instant dayEnd(Instant at) {
        return ProductClock.inRome(at)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ProductClock.ROME)
                .toInstant();
    }
}
