package sportello.booking;

/// An appointment was cancelled by the person or by the office. Published inside the transaction.
public record AppointmentGivenUp(AppointmentId appointment, String service, boolean byOffice) {}
