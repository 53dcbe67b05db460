package sportello.casework;

import sportello.booking.AppointmentId;

/// A case was concluded and its effect is in force. Published inside the transaction.
public record CaseConcluded(CaseId caseId, AppointmentId appointment, String service) {}
