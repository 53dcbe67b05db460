package sportello.intermediaries;

import java.time.LocalDate;
import sportello.booking.AppointmentId;

/// Whether an appointment may be lit on a question (rule C4).
public sealed interface Lighting {

    record Lit() implements Lighting {}

    /// From that day, if no answer comes before.
    record NotYet(LocalDate from) implements Lighting {}

    /// One is open already.
    record Booked(AppointmentId appointment) implements Lighting {}

    /// The office waits for a reply.
    record ReplyFirst() implements Lighting {}

    /// The answer was positive; whoever is not content replies.
    record Answered() implements Lighting {}

    /// Closed, rejected or withdrawn.
    record Over() implements Lighting {}

    record NotFound() implements Lighting {}
}
