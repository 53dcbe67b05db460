package sportello.casework;

import sportello.booking.AppointmentId;

/// The last judgement of the office was taken back before anybody acted on it.
public record TriageUndone(CaseId caseId, AppointmentId appointment, String service) {}
