package sportello.web.office.consultancy;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.documents.DocumentId;
import sportello.identity.Actor;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.Questions;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;

/// One question: read, answered, asked back, closed, rejected.
@Controller
@RequestMapping("/office/questions/{id}")
class OfficeQuestionController {

    private static final Set<String> DONE = Set.of("answered", "asked-back", "closed", "rejected");

    private final Questions questions;
    private final OfficeQuestionPages pages;

    OfficeQuestionController(Questions questions, OfficeQuestionPages pages) {
        this.questions = questions;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<JteModel> show(
            @PathVariable("id") UUID id,
            @RequestParam(name = "done", required = false) @Nullable String done,
            Frame frame,
            Actor.Official by) {
        return pages.page(frame, id, by, done != null && DONE.contains(done) ? "officequestion.done." + done : null);
    }

    @GetMapping("/files/{document}")
    ResponseEntity<InputStreamResource> open(
            @PathVariable("id") UUID id, @PathVariable("document") UUID document, Actor.Official by)
            throws IOException {
        var file = pages.find(id, by).thread().stream()
                .flatMap(message -> message.files().stream())
                .filter(each -> each.document().value().equals(document))
                .findFirst()
                .orElseThrow(Answer::unknown);
        var content = questions
                .openFile(new QuestionId(id), new DocumentId(document), by)
                .orElseThrow(Answer::unknown);
        return Papers.shown(file.name(), file.mediaType(), file.length(), content);
    }

    @PostMapping("/answers")
    ResponseEntity<?> answer(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        pages.find(id, by);
        var text = text(request, "answer.text");
        var kind = text(request, "answer.kind");
        var wrong = new ArrayList<Errors.Wrong>();
        if (!kind.equals("positive") && !kind.equals("negative"))
            wrong.add(wrong(frame, "answer.kind", "officequestion.wrong.kind", Map.of()));
        if (text.isEmpty()) wrong.add(wrong(frame, "answer.text", "officequestion.wrong.text", Map.of()));
        if (!wrong.isEmpty()) return again(frame, id, by, "answer", request, wrong);
        var said = questions.answer(new QuestionId(id), by, text, kind.equals("positive"), new IdempotencyKey(key));
        return answer(frame, id, by, said, "answer", "answered", request);
    }

    @PostMapping("/requests")
    ResponseEntity<?> askBack(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        return tell(frame, id, by, "ask", "asked-back", new IdempotencyKey(key), questions::askBack, request);
    }

    @PostMapping("/closures")
    ResponseEntity<?> close(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        return tell(frame, id, by, "close", "closed", new IdempotencyKey(key), questions::close, request);
    }

    @PostMapping("/rejections")
    ResponseEntity<?> reject(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        return tell(frame, id, by, "reject", "rejected", new IdempotencyKey(key), questions::reject, request);
    }

    /// A verb of an official that says a text to the question.
    private interface Saying {
        Questions.Replied say(QuestionId question, Actor.Official by, String text, IdempotencyKey key);
    }

    private ResponseEntity<?> tell(
            Frame frame,
            UUID id,
            Actor.Official by,
            String form,
            String done,
            IdempotencyKey key,
            Saying verb,
            HttpServletRequest request) {
        pages.find(id, by);
        var text = text(request, form + ".text");
        if (text.isEmpty()) {
            var missing = wrong(frame, form + ".text", "officequestion.wrong." + form, Map.of());
            return again(frame, id, by, form, request, List.of(missing));
        }
        return answer(frame, id, by, verb.say(new QuestionId(id), by, text, key), form, done, request);
    }

    private ResponseEntity<?> answer(
            Frame frame,
            UUID id,
            Actor.Official by,
            Questions.Replied said,
            String form,
            String done,
            HttpServletRequest request) {
        var field = form + ".text";
        return switch (said) {
            case Questions.Done _ -> Answer.goTo("/office/questions/" + id + "?done=" + done);
            case Questions.NotNow(var state) ->
                again(
                        frame,
                        id,
                        by,
                        form,
                        request,
                        List.of(wrong(
                                frame,
                                field,
                                "officequestion.wrong.not_now",
                                Map.of("state", frame.say("officequestion.state." + state)))));
            case Questions.KeyReused() ->
                again(
                        frame,
                        id,
                        by,
                        form,
                        request,
                        List.of(wrong(frame, field, "officequestion.wrong.key_reused", Map.of())));
            case Questions.Wrong(var fields) ->
                again(
                        frame,
                        id,
                        by,
                        form,
                        request,
                        fields.values().stream()
                                .map(why -> wrong(frame, field, why, Map.of()))
                                .toList());
            case Questions.NotFound() -> throw Answer.unknown();
            case Questions.TooManyFiles _, Questions.FilesTooLarge _, Questions.UnfitFile _ ->
                throw new IllegalStateException("An official's answer carries no files");
        };
    }

    private ResponseEntity<JteModel> again(
            Frame frame,
            UUID id,
            Actor.Official by,
            String form,
            HttpServletRequest request,
            List<Errors.Wrong> wrong) {
        return pages.again(frame, id, by, Typed.in(form, request), new Errors(List.copyOf(wrong)));
    }

    private static Errors.Wrong wrong(Frame frame, String field, String key, Map<String, ?> facts) {
        var said = frame.sayWith(key, facts);
        return new Errors.Wrong(field, said, said);
    }

    private static String text(HttpServletRequest request, String field) {
        var value = request.getParameter(field);
        return value == null ? "" : value.strip();
    }
}
