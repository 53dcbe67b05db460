package sportello.intermediaries;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.Consultancies;
import sportello.casework.Consultancy.Message.Kind;
import sportello.identity.Actor;
import sportello.intermediaries.Question.State;

/// What becomes of the appointment lit on a question that is over: while another of its questions is open it stays;
/// with the last one it goes, given up by the studio that withdrew, ended in writing by the official who closed or
/// rejected. The hour is free again, and each side is told as of any appointment that ends so.
@Component
class LitInVain {

    private final QuestionRows rows;
    private final Bookings bookings;
    private final Consultancies consultancies;

    LitInVain(QuestionRows rows, Bookings bookings, Consultancies consultancies) {
        this.rows = rows;
        this.bookings = bookings;
        this.consultancies = consultancies;
    }

    /// The question is kept by the caller and already as it is now.
    @Transactional(propagation = Propagation.MANDATORY)
    public void over(QuestionId question, State as, String text, Actor by) {
        var appointment = rows.latestLit(question)
                .flatMap(bookings::find)
                .filter(it -> it.status() == Appointment.Status.BOOKED)
                .filter(it -> rows.about(it.id()).stream()
                        .allMatch(id -> rows.lock(id).orElseThrow().state().settled()))
                .orElse(null);
        if (appointment == null) return;
        switch (by) {
            case Actor.Intermediary studio -> bookings.cancel(appointment.id(), studio, "question-withdrawn");
            case Actor.Official official ->
                consultancies.endWithoutTalk(
                        appointment.id(),
                        as == State.REJECTED ? Kind.DECLINED : Kind.SETTLED_IN_WRITING,
                        text,
                        official);
            case Actor.Citizen _, Actor.Assisted _, Actor.Guest _, Actor.Client _, Actor.System _ ->
                throw new IllegalArgumentException(
                        "Ends no question: " + by.doer().kind());
        }
    }
}
