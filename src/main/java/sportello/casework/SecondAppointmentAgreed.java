package sportello.casework;

import sportello.booking.AppointmentId;

/// Another hour was agreed on the spot.
public record SecondAppointmentAgreed(CaseId caseId, AppointmentId appointment, AppointmentId next) {}
