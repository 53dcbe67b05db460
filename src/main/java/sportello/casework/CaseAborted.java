package sportello.casework;

import sportello.booking.AppointmentId;

/// The official ended the meeting without effect.
public record CaseAborted(CaseId caseId, AppointmentId appointment, String service) {}
