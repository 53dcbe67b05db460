package sportello.casework;

import java.time.LocalDate;
import sportello.booking.AppointmentId;

/// The office asks for papers before the appointment (rule C6).
public record PapersAsked(CaseId caseId, AppointmentId appointment, String service, LocalDate until) {}
