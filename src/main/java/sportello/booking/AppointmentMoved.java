package sportello.booking;

import java.time.Instant;

/// An appointment kept its case but changed hour. Published inside the transaction.
public record AppointmentMoved(AppointmentId appointment, String service, Instant from, Instant to) {}
