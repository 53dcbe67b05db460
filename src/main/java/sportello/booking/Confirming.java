package sportello.booking;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.booking.AppointmentRows.Request;
import sportello.booking.Bookings.Draft;
import sportello.booking.Bookings.Outcome;
import sportello.booking.ConfirmRows.Asked;
import sportello.booking.ConfirmRows.Confirmed;
import sportello.booking.ConfirmRows.Wanted;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.platform.ProductClock;
import sportello.platform.Reference;

/// The moment a hold becomes an appointment. On its own it is one statement, which is one transaction, with whoever
/// confirms at the same moment; what follows is left to `FollowUps`. As a part of something else (an offer accepted, a
/// second appointment agreed) all of it belongs to that
/// transaction.
@Component
class Confirming {

    private static final int NEAREST = 6;

    private final ConfirmRows rows;
    private final AppointmentRows appointments;
    private final DraftRows drafts;
    private final Agenda agenda;
    private final Offices offices;
    private final Line line;
    private final FollowUps followUps;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    Confirming(
            ConfirmRows rows,
            AppointmentRows appointments,
            DraftRows drafts,
            Agenda agenda,
            Offices offices,
            Line line,
            FollowUps followUps,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.rows = rows;
        this.appointments = appointments;
        this.drafts = drafts;
        this.agenda = agenda;
        this.offices = offices;
        this.line = line;
        this.followUps = followUps;
        this.events = events;
        this.clock = clock;
    }

    /// Outside any transaction, the matter judged. Nothing of a refusal stays behind.
    Outcome alone(Request request, Wanted wanted) {
        var now = clock.instant();
        var confirmed = rows.alone(new Asked(request, wanted, Reference.next(), now));
        if (confirmed.appointment() != null)
            followUps.follow(confirmed.appointment().id(), wanted.about());
        return answer(confirmed, wanted, now);
    }

    /// Inside the caller's transaction, the matter judged; a refusal must be rolled back there.
    Outcome within(Request request, Wanted wanted) {
        var now = clock.instant();
        var confirmed = rows.within(new Asked(request, wanted, Reference.next(), now));
        var booked = confirmed.appointment();
        if (booked != null) {
            events.publishEvent(new AppointmentBooked(
                    booked.id(), booked.service(), booked.counter(), booked.office(), booked.startsAt()));
            line.booked(booked, wanted.about());
        }
        return answer(confirmed, wanted, now);
    }

    private Outcome answer(Confirmed confirmed, Wanted wanted, Instant now) {
        var id = confirmed.id();
        return switch (confirmed.what()) {
            case "booked" -> new Outcome.Booked(Objects.requireNonNull(confirmed.appointment()));
            case "repeated" -> new Outcome.Booked(again(Objects.requireNonNull(id)));
            case "key-reused" -> new Outcome.KeyReused();
            // Without one: the other was settled in this very moment, and the slot is still theirs to ask for again.
            case "refused", "hold-gone", "already-booked" ->
                id == null ? gone(wanted, now) : new Outcome.AlreadyBooked(id);
            default -> throw new IllegalStateException(confirmed.what());
        };
    }

    private Appointment again(AppointmentId id) {
        return appointments.find(id).orElseThrow().appointment();
    }

    /// In the office of the hold; when nothing is left of it, in the one this person goes to.
    private Search where(Wanted asked, Optional<Hold> mine) {
        return Search.anywhere(asked.service())
                .inOffice(mine.flatMap(hold -> offices.counter(hold.counter()))
                        .map(Counter::office)
                        .or(() -> offices.usual(asked.person().person(), asked.service())
                                .map(Office::id))
                        .orElse(null));
    }

    /// The hold ran out; if its row is gone too, somebody else has the desk.
    private Outcome gone(Wanted asked, Instant now) {
        var person = asked.person();
        var mine = agenda.find(asked.hold(), person.person());
        var hour = mine.map(Hold::startsAt)
                .or(() -> drafts.find(person, asked.service()).flatMap(Draft::wanted))
                .orElse(now);
        var nearest = agenda.nearest(where(asked, mine), hour, NEAREST, Side.PUBLIC, now);
        return mine.<Outcome>map(hold -> hold.withdrawn() == null
                        ? new Outcome.HoldExpired(nearest)
                        : new Outcome.Withdrawn(hold.withdrawn(), nearest))
                .orElseGet(() -> new Outcome.SlotTaken(nearest));
    }
}
