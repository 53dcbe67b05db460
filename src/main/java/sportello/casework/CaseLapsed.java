package sportello.casework;

import sportello.booking.AppointmentId;

/// Nobody came in time (rule D15).
public record CaseLapsed(CaseId caseId, AppointmentId appointment, String service) {}
