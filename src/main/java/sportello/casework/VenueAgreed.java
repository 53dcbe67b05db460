package sportello.casework;

import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.offices.Venue;

/// Where it will be held was agreed, or changed (rule C7).
public record VenueAgreed(
        CaseId caseId,
        AppointmentId appointment,
        String service,
        Venue venue,
        @Nullable Venue before) {}
