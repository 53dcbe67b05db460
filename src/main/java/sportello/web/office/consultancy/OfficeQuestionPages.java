package sportello.web.office.consultancy;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import sportello.casework.Consultancies;
import sportello.identity.Actor;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.Questions;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;

/// Puts the page of one question together.
@Component
class OfficeQuestionPages {

    private final Questions questions;
    private final Consultancies consultancies;
    private final Offices offices;
    private final Lateness lateness;
    private final Templates templates;

    OfficeQuestionPages(
            Questions questions, Consultancies consultancies, Offices offices, Lateness lateness, Templates templates) {
        this.questions = questions;
        this.consultancies = consultancies;
        this.offices = offices;
        this.lateness = lateness;
        this.templates = templates;
    }

    Question find(UUID id, Actor.Official by) {
        return questions.find(new QuestionId(id), by).orElseThrow(Answer::unknown);
    }

    ResponseEntity<JteModel> page(Frame frame, UUID id, Actor.Official by, @Nullable String done) {
        return ResponseEntity.ok(templates.officeQuestion(
                frame, view(frame, find(id, by), by, Typed.NOTHING, ConsultancyPages.FINE, done)));
    }

    ResponseEntity<JteModel> again(Frame frame, UUID id, Actor.Official by, Typed typed, Errors errors) {
        return ResponseEntity.unprocessableContent()
                .body(templates.officeQuestion(frame, view(frame, find(id, by), by, typed, errors, null)));
    }

    private OfficeQuestionPage view(
            Frame frame, Question question, Actor.Official by, Typed typed, Errors errors, @Nullable String done) {
        var state = question.state();
        var since = question.waitingSince();
        return new OfficeQuestionPage(
                question,
                QuestionMarks.of(state, question.negative()),
                offices.find(question.office()).map(Office::name).orElse(""),
                question.studio().name(),
                "topic." + question.topic(),
                since == null
                        ? null
                        : lateness.of(state, question.topic(), question.office(), since, frame.today())
                                .orElse(null),
                question.appointment() == null
                        ? null
                        : consultancies
                                .ofAppointment(question.appointment(), by)
                                .map(file -> file.id().value())
                                .orElse(null),
                new OfficeQuestionPage.May(
                        state.mayBecome(Question.State.ANSWERED),
                        state.mayBecome(Question.State.ASKED_BACK),
                        state.mayBecome(Question.State.CLOSED),
                        state.mayBecome(Question.State.REJECTED)),
                typed,
                errors,
                done,
                IdempotencyKey.next().value().toString());
    }
}
