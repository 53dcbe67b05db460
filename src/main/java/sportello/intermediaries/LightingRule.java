package sportello.intermediaries;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import sportello.booking.Appointment;

/// When an appointment may be lit on a question (rule C4): the latest answer was negative, or as many working days as
/// its topic says went by without one. `lastDay`: the last of those days, null when the office owes no answer.
record LightingRule(
        Question.State state,
        boolean negative,
        @Nullable LocalDate lastDay,
        @Nullable Appointment lit) {

    Lighting on(LocalDate today) {
        if (state.settled()) return new Lighting.Over();
        if (lit != null && lit.status() == Appointment.Status.BOOKED) return new Lighting.Booked(lit.id());
        if (negative || talkedAbout()) return new Lighting.Lit();
        return switch (state) {
            case OPEN -> lastDay != null && today.isAfter(lastDay) ? new Lighting.Lit() : notYet(lastDay);
            case ASKED_BACK -> new Lighting.ReplyFirst();
            case ANSWERED -> new Lighting.Answered();
            case CLOSED, REJECTED, WITHDRAWN -> new Lighting.Over();
        };
    }

    /// Whoever has talked about it and is not done needs not wait again.
    private boolean talkedAbout() {
        return lit != null && lit.status() == Appointment.Status.HELD;
    }

    private static Lighting notYet(@Nullable LocalDate lastDay) {
        if (lastDay == null) throw new IllegalStateException("An open question waits for an answer");
        return new Lighting.NotYet(lastDay.plusDays(1));
    }
}
