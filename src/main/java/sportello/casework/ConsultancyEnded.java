package sportello.casework;

import sportello.booking.AppointmentId;

/// A consultancy is over. `outcome`: `held`, `missed-by-party`, `missed-by-office`, `second-appointment`, `aborted`, or
/// `unfinished` when the product ended it for want of anybody who did: then `held` follows once it is completed.
public record ConsultancyEnded(
        CaseId caseId, AppointmentId appointment, String service, String outcome, boolean solved) {}
