package sportello.web.office.consultancy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.agenda.WorkingDays;
import sportello.intermediaries.Question;
import sportello.intermediaries.Questions;
import sportello.platform.ProductClock;

/// By when the office owes an answer: as many working days as the topic gives (rule C4).
@Component
class Lateness {

    private final Questions questions;
    private final WorkingDays workingDays;

    Lateness(Questions questions, WorkingDays workingDays) {
        this.questions = questions;
        this.workingDays = workingDays;
    }

    /// The last day for an answer, when it has passed.
    Optional<LocalDate> of(Question.State state, String topic, UUID office, Instant waitingSince, LocalDate today) {
        if (state != Question.State.OPEN) return Optional.empty();
        var asked = LocalDate.ofInstant(waitingSince, ProductClock.ROME);
        return questions
                .topic(topic)
                .map(known -> workingDays.after(office, asked, known.workingDays()))
                .filter(last -> last.isBefore(today));
    }
}
