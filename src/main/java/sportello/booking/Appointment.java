package sportello.booking;

import java.time.Instant;
import java.util.UUID;
import sportello.identity.PersonId;
import sportello.platform.Reference;

/// One appointment. `hold` is its place in the agenda.
public record Appointment(
        AppointmentId id,
        Reference reference,
        String service,
        UUID counter,
        UUID office,
        UUID hold,
        PersonId bookedBy,
        Instant startsAt,
        Instant endsAt,
        Status status,
        long version,
        Matter matter) {

    /// BOOKED → GIVEN_UP | LAPSED | HELD | NOT_CONCLUDED. A move keeps BOOKED.
    public enum Status {
        BOOKED,
        GIVEN_UP,
        LAPSED,
        HELD,
        NOT_CONCLUDED
    }
}
