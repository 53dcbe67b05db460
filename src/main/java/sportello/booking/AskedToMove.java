package sportello.booking;

import java.time.Instant;

/// The office asks for another hour than this one. Published inside the transaction.
public record AskedToMove(AppointmentId appointment, String service, Instant startsAt, Instant at) {}
