package sportello.casework;

import sportello.booking.AppointmentId;

/// The office declined the case; the reason stands in it (rule C6).
public record CaseDeclined(CaseId caseId, AppointmentId appointment, String service) {}
