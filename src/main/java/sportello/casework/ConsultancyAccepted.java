package sportello.casework;

import sportello.booking.AppointmentId;

/// The office accepted the case as it is (rule C6).
public record ConsultancyAccepted(CaseId caseId, AppointmentId appointment, String service) {}
