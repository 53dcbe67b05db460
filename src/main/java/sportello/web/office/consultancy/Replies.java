package sportello.web.office.consultancy;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import sportello.casework.Consultancies.Verdict;
import sportello.identity.Actor;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;

/// Answers a form of the file: done, and back to the file; refused, and the same page says why beside what was typed.
@Component
class Replies {

    private final ConsultancyPages pages;

    Replies(ConsultancyPages pages) {
        this.pages = pages;
    }

    /// The form being answered. `form`: the part of its fields' names before the dot.
    Form form(String form, UUID id, Actor.Official by, Frame frame, HttpServletRequest request) {
        return new Form(form, id, by, frame, request);
    }

    static ResponseEntity<Void> back(UUID id, String done) {
        return Answer.goTo("/office/consultancies/" + id + "?done=" + done);
    }

    final class Form {

        private final String form;
        private final UUID id;
        private final Actor.Official by;
        private final Frame frame;
        private final HttpServletRequest request;
        private final List<Errors.Wrong> wrong = new ArrayList<>();

        private Form(String form, UUID id, Actor.Official by, Frame frame, HttpServletRequest request) {
            this.form = form;
            this.id = id;
            this.by = by;
            this.frame = frame;
            this.request = request;
            pages.find(id, by);
        }

        String text(String field) {
            var value = request.getParameter(form + "." + field);
            return value == null ? "" : value.strip();
        }

        String needed(String field, String otherwise) {
            var value = text(field);
            if (value.isEmpty()) wrong(field, otherwise, Map.of());
            return value;
        }

        void wrong(String field, String key, Map<String, ?> facts) {
            var said = frame.sayWith(key, facts);
            wrong.add(new Errors.Wrong(form + "." + field, said, said));
        }

        boolean fine() {
            return wrong.isEmpty();
        }

        ResponseEntity<JteModel> again() {
            return pages.again(frame, id, by, Typed.in(form, request), new Errors(List.copyOf(wrong)));
        }

        ResponseEntity<JteModel> refused(String field, String why, Map<String, ?> facts) {
            wrong(field, why, facts);
            return again();
        }

        /// @param field where a refusal is shown
        ResponseEntity<?> answer(Verdict verdict, String field, String done) {
            return switch (verdict) {
                case Verdict.Done _ -> back(id, done);
                case Verdict.Refused(var why, var facts) -> refused(field, why, facts);
                case Verdict.NotFound() -> throw Answer.unknown();
            };
        }
    }
}
