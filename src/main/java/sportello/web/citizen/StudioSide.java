package sportello.web.citizen;

import gg.jte.models.runtime.JteModel;
import sportello.booking.Appointment;
import sportello.identity.Actor;
import sportello.web.Frame;

/// The pages of an appointment as a member of a studio sees them, at the same addresses as everybody's.
public interface StudioSide {

    /// `news`: what was just done, `booked`, `sent`, `moved`, `accepted`, `cancelled`, `already`, `settled`, `late`, or
    /// nothing.
    JteModel appointment(Frame frame, Actor.Intermediary by, Appointment appointment, String news);

    JteModel cancellation(Frame frame, Actor.Intermediary by, Appointment appointment);

    /// Booking or moving was refused: why, and what to do next.
    JteModel refused(Frame frame, Appointment appointment, String reason);
}
