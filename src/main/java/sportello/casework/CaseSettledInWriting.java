package sportello.casework;

import sportello.booking.AppointmentId;

/// Settled in writing (*chiuso e definito*, rule C6): nobody needs to come. The answer stands in the case.
public record CaseSettledInWriting(CaseId caseId, AppointmentId appointment, String service) {}
