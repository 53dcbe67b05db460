package sportello.booking;

import java.time.Instant;
import java.util.UUID;

/// An appointment was confirmed. Published inside the confirming transaction.
public record AppointmentBooked(
        AppointmentId appointment, String service, UUID counter, UUID office, Instant startsAt) {}
