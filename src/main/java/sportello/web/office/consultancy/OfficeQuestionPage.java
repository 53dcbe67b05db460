package sportello.web.office.consultancy;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.intermediaries.Question;
import sportello.web.citizen.Errors;

/// One question with its thread.
///
/// @param office the competent one
/// @param consultancy the case of the appointment lit on it, null when there is none the reader may see
/// @param may what leads away from its state
public record OfficeQuestionPage(
        Question question,
        Mark mark,
        String office,
        String studio,
        String topicKey,
        @Nullable LocalDate lateSince,
        @Nullable UUID consultancy,
        May may,
        Typed typed,
        Errors errors,
        @Nullable String done,
        String key) {

    public record May(boolean answer, boolean askBack, boolean close, boolean reject) {

        public boolean nothing() {
            return !answer && !askBack && !close && !reject;
        }
    }

    public String address() {
        return "/office/questions/" + question.id().value();
    }
}
