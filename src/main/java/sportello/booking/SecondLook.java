package sportello.booking;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.platform.ProductClock;

/// Due work of every node: a place freed in the very moment somebody joined the list, by who could not see them yet, is
/// offered to who is next in line for it (rule G8). Looked at by two nodes at once, nothing is offered twice.
@Component
class SecondLook {

    private static final Logger LOG = LoggerFactory.getLogger(SecondLook.class);

    private final UnseenWishes unseen;
    private final WishRows rows;
    private final AppointmentRows appointments;
    private final SuitingHours hours;
    private final Agenda agenda;
    private final ProductClock clock;

    SecondLook(
            UnseenWishes unseen,
            WishRows rows,
            AppointmentRows appointments,
            SuitingHours hours,
            Agenda agenda,
            ProductClock clock) {
        this.unseen = unseen;
        this.rows = rows;
        this.appointments = appointments;
        this.hours = hours;
        this.agenda = agenda;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 3_000, fixedDelay = 1_000)
    public void look() {
        try {
            for (var wish : unseen.seenByAllByNow()) {
                look(wish);
                unseen.lookedAgain(wish);
            }
        } catch (RuntimeException failed) {
            LOG.error("What suits who just joined the waiting list could not be looked at again", failed);
        }
    }

    private void look(UUID wish) {
        var kept = rows.find(wish);
        if (kept.isEmpty()) return;
        var now = clock.instant();
        var wanted = kept.get().wanted();
        var before = wanted.instead() == null
                ? null
                : appointments
                        .find(wanted.instead())
                        .map(found -> found.appointment().startsAt())
                        .orElse(null);
        var search = hours.search(wanted);
        for (var slot : hours.free(wanted, before, now))
            if (waits(wish)) agenda.offerFree(search, slot.startsAt(), now);
    }

    private boolean waits(UUID wish) {
        return rows.find(wish).filter(kept -> kept.state().equals("WAITING")).isPresent();
    }
}
