package sportello.booking;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.agenda.Slot;
import sportello.booking.WaitingList.Part;
import sportello.booking.WaitingList.Wanted;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.platform.ProductClock;

/// Which hours suit somebody who waits, and which of them are free for everybody now.
@Component
class SuitingHours {

    private static final int SHOWN = 4;

    private final Agenda agenda;
    private final Offices offices;

    SuitingHours(Agenda agenda, Offices offices) {
        this.agenda = agenda;
        this.offices = offices;
    }

    /// `before`: only earlier ones, null for any.
    List<Slot> free(Wanted wanted, @Nullable Instant before, Instant now) {
        return agenda.nearest(search(wanted), now, Integer.MAX_VALUE, Side.PUBLIC, now).stream()
                .filter(slot -> before == null || slot.startsAt().isBefore(before))
                .filter(slot -> suits(wanted, slot.startsAt()))
                .limit(SHOWN)
                .toList();
    }

    /// Whether some counter there serves what the person needs: else no hour is ever theirs.
    boolean anybodyFits(Wanted wanted) {
        return wanted.matter().needs().isEmpty()
                || offices.countersFor(wanted.service()).stream().anyMatch(search(wanted)::fits);
    }

    /// Whoever waits at a counter waits in its office.
    Search search(Wanted wanted) {
        var counter = wanted.counter();
        var search = Search.anywhere(wanted.service()).needing(wanted.matter().needs());
        return counter == null
                ? search
                : search.inOffice(offices.counter(counter).map(Counter::office).orElse(counter));
    }

    private static boolean suits(Wanted wanted, Instant at) {
        var there = ProductClock.inRome(at);
        var day = there.toLocalDate();
        LocalTime hour = there.toLocalTime();
        return (wanted.part() == null || wanted.part() == Part.of(hour))
                && wanted.days().stream().anyMatch(each -> !day.isBefore(each.from()) && !day.isAfter(each.until()));
    }
}
