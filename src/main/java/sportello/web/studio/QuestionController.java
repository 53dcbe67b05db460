package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import sportello.booking.Bookings;
import sportello.documents.DocumentId;
import sportello.identity.Actor;
import sportello.intermediaries.Lighting;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.Questions;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// One question: its thread, a reply, its files, and whether an appointment may be lit on it (rule C4).
@RestController
@RequestMapping("/questions/{id}")
class QuestionController {

    private final Questions questions;
    private final Bookings bookings;
    private final Templates templates;

    QuestionController(Questions questions, Bookings bookings, Templates templates) {
        this.questions = questions;
        this.bookings = bookings;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(Frame frame, Actor.Intermediary by, @PathVariable UUID id, @RequestParam Map<String, String> query) {
        var told = Stream.of("asked", "replied", "withdrawn", "late", "dropped")
                .filter(query::containsKey)
                .map(news -> frame.say("question.told." + news))
                .findFirst()
                .orElse(null);
        return page(frame, by, question(by, id), "", List.of(), false, told);
    }

    @PostMapping("/replies")
    ResponseEntity<?> reply(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        var question = question(by, id);
        try (var attached = Attached.receive(files)) {
            if (text.isBlank())
                return again(
                        frame,
                        by,
                        question,
                        text,
                        List.of(new Problem("text", "question.missing.text")),
                        attached.any());
            return switch (questions.reply(
                    question.id(), by, text.strip(), attached.uploads(), new IdempotencyKey(key))) {
                case Questions.Done _ -> Answer.goTo("/questions/" + id + "?replied");
                case Questions.Wrong(var fields) ->
                    again(
                            frame,
                            by,
                            question,
                            text,
                            fields.entrySet().stream()
                                    .map(field ->
                                            new Problem(field.getKey(), field.getValue(), field.getValue(), Map.of()))
                                    .toList(),
                            attached.any());
                case Questions.TooManyFiles(var most) ->
                    again(frame, by, question, text, List.of(FileProblems.tooMany(most)), true);
                case Questions.FilesTooLarge(var bytes) ->
                    again(frame, by, question, text, List.of(FileProblems.tooLarge(bytes)), true);
                case Questions.UnfitFile(var name, var why) ->
                    again(frame, by, question, text, List.of(FileProblems.unfit(name, why)), true);
                case Questions.NotNow _ -> Answer.goTo("/questions/" + id + "?late");
                case Questions.KeyReused() -> Answer.goTo("/questions/" + id);
                case Questions.NotFound() -> throw Answer.unknown();
            };
        }
    }

    @PostMapping("/withdrawal")
    ResponseEntity<Void> withdraw(Actor.Intermediary by, @PathVariable UUID id) {
        return switch (questions.withdraw(new QuestionId(id), by)) {
            case Questions.Done _ -> Answer.goTo("/questions/" + id + "?withdrawn");
            case Questions.NotFound() -> throw Answer.unknown();
            case Questions.Wrong _,
                    Questions.TooManyFiles _,
                    Questions.FilesTooLarge _,
                    Questions.UnfitFile _,
                    Questions.NotNow _,
                    Questions.KeyReused _ -> Answer.goTo("/questions/" + id + "?late");
        };
    }

    @GetMapping("/files/{document}")
    ResponseEntity<?> file(Actor.Intermediary by, @PathVariable UUID id, @PathVariable UUID document)
            throws IOException {
        var question = question(by, id);
        var file = question.thread().stream()
                .flatMap(message -> message.files().stream())
                .filter(each -> each.document().value().equals(document))
                .findFirst()
                .orElseThrow(Answer::unknown);
        var content =
                questions.openFile(question.id(), new DocumentId(document), by).orElseThrow(Answer::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .contentLength(file.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new InputStreamResource(content));
    }

    private Question question(Actor.Intermediary by, UUID id) {
        return questions.find(new QuestionId(id), by).orElseThrow(Answer::unknown);
    }

    private ResponseEntity<JteModel> again(
            Frame frame,
            Actor.Intermediary by,
            Question question,
            String text,
            List<Problem> problems,
            boolean filesLost) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .body(page(frame, by, question, text, problems, filesLost, null));
    }

    private JteModel page(
            Frame frame,
            Actor.Intermediary by,
            Question question,
            String text,
            List<Problem> problems,
            boolean filesLost,
            @Nullable String told) {
        var position = question.position();
        return templates.studioQuestion(
                frame,
                new StudioQuestion(
                        question.id().toString(),
                        question.protocol(),
                        question.subject(),
                        questions
                                .topic(question.topic())
                                .map(topic -> frame.say("topic." + topic.group()) + " · "
                                        + frame.say("topic." + topic.code()))
                                .orElse(""),
                        position.id().toString(),
                        position.name(),
                        position.code(),
                        Slugs.of(position.cassetto()),
                        QuestionChip.of(frame, question.state(), question.negative()),
                        question.thread().stream()
                                .map(message -> said(frame, question, message))
                                .toList(),
                        light(frame, by, question),
                        !question.state().settled(),
                        question.state() == Question.State.ASKED_BACK,
                        text,
                        Errors.of(frame, problems),
                        filesLost,
                        IdempotencyKey.next().value().toString(),
                        told));
    }

    private StudioQuestion.Light light(Frame frame, Actor.Intermediary by, Question question) {
        return switch (questions.lighting(question.id(), by)) {
            case Lighting.Lit() ->
                new StudioQuestion.Light(
                        true, true, frame.say(question.negative() ? "light.negative" : "light.unanswered"), "");
            case Lighting.NotYet(var from) -> unlit(frame.say("light.not_yet", "day", frame.day(from)));
            case Lighting.Booked(var appointment) ->
                bookings.own(appointment, by)
                        .map(booked -> new StudioQuestion.Light(
                                true,
                                false,
                                frame.say("light.booked", "when", frame.dayAndHour(booked.startsAt())),
                                "/appointments/" + appointment))
                        .orElseGet(() -> unlit(frame.say("light.booked_elsewhere")));
            case Lighting.ReplyFirst() -> unlit(frame.say("light.reply_first"));
            case Lighting.Answered() -> unlit(frame.say("light.answered"));
            case Lighting.Over(), Lighting.NotFound() -> new StudioQuestion.Light(false, false, "", "");
        };
    }

    private static StudioQuestion.Light unlit(String text) {
        return new StudioQuestion.Light(true, false, text, "");
    }

    private static StudioQuestion.Said said(Frame frame, Question question, Question.Message message) {
        return new StudioQuestion.Said(
                message.kind().byStudio(),
                message.author().isEmpty() ? frame.say("question.by.product") : message.author(),
                frame.say("question.kind." + message.kind().name().toLowerCase(Locale.ROOT)),
                message.at(),
                frame.soon(message.at()),
                message.text(),
                message.files().stream()
                        .map(file -> new StudioQuestion.File(
                                "/questions/" + question.id() + "/files/" + file.document(),
                                file.name(),
                                size(frame, file.length())))
                        .toList());
    }

    static String size(Frame frame, long bytes) {
        return bytes < 1_000_000
                ? frame.say("question.size.kb", "size", Math.max(1, bytes / 1000))
                : frame.say("question.size.mb", "size", bytes / 100_000 / 10.0);
    }
}
