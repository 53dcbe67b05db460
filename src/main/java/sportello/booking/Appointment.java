package sportello.booking;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import sportello.agenda.Hold;
import sportello.agenda.Search;
import sportello.identity.PersonId;
import sportello.platform.Reference;

/// One appointment. `hold` is its place in the agenda, `party` whose it is: a person, or the studio `bookedBy` acted
/// for.
public record Appointment(
        AppointmentId id,
        Reference reference,
        String service,
        UUID counter,
        UUID office,
        UUID hold,
        PersonId bookedBy,
        UUID party,
        Instant startsAt,
        Instant endsAt,
        Status status,
        long version,
        Matter matter) {

    private static final Map<Status, Set<Status>> NEXT = Map.of(
            Status.BOOKED,
            Set.of(Status.GIVEN_UP, Status.LAPSED, Status.HELD, Status.NOT_CONCLUDED, Status.SETTLED, Status.DECLINED));

    /// Where another hour for it is looked for: in its office, with the needs it was booked with.
    public Search search() {
        return Search.anywhere(service).inOffice(office).needing(matter.needs());
    }

    public boolean mayBecome(Status next) {
        return NEXT.getOrDefault(status, Set.of()).contains(next);
    }

    /// Given up until the start.
    Bookings.Cancellation cancel(Instant now) {
        if (!mayBecome(Status.GIVEN_UP)) return new Bookings.Cancellation.AlreadySettled(status);
        if (!now.isBefore(startsAt)) return new Bookings.Cancellation.TooLate(startsAt);
        return new Bookings.Cancellation.Done(withStatus(Status.GIVEN_UP));
    }

    Appointment withStatus(Status next) {
        return new Appointment(
                id,
                reference,
                service,
                counter,
                office,
                hold,
                bookedBy,
                party,
                startsAt,
                endsAt,
                next,
                version + 1,
                matter);
    }

    Appointment at(Hold place) {
        return new Appointment(
                id,
                reference,
                service,
                counter,
                office,
                place.id(),
                bookedBy,
                party,
                place.startsAt(),
                place.endsAt(),
                status,
                version + 1,
                matter);
    }

    /// BOOKED → GIVEN_UP | LAPSED | HELD | NOT_CONCLUDED. A move keeps BOOKED. Evaluated beforehand (rule C6): →
    /// SETTLED (in writing, nobody needs to come) | DECLINED.
    public enum Status {
        BOOKED,
        GIVEN_UP,
        LAPSED,
        HELD,
        NOT_CONCLUDED,
        SETTLED,
        DECLINED;

        /// Nobody comes: the slot goes back to whoever wants it.
        public boolean freesTheSlot() {
            return this == GIVEN_UP || this == SETTLED || this == DECLINED;
        }
    }
}
