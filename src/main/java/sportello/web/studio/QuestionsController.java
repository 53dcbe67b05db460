package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import sportello.identity.Actor;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Position;
import sportello.intermediaries.PositionId;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Topic;
import sportello.offices.Cassetto;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// The studio's questions: looking for them and asking a new one.
@RestController
@RequestMapping("/questions")
class QuestionsController {

    private final Questions questions;
    private final Cassetti cassetti;
    private final Templates templates;

    QuestionsController(Questions questions, Cassetti cassetti, Templates templates) {
        this.questions = questions;
        this.cassetti = cassetti;
        this.templates = templates;
    }

    @GetMapping
    JteModel search(
            Frame frame,
            Actor.Intermediary by,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String cassetto,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable UUID position,
            @RequestParam(required = false) @Nullable String cursor) {
        var only = position == null ? Optional.<Position>empty() : Optional.of(position(by, position));
        var drawer = cassetto.isEmpty() ? null : Slugs.read(cassetto);
        var wanted = state(state);
        var found = questions.search(
                by,
                new QuestionSearch(
                        text.strip(),
                        drawer == null ? Set.of() : Set.of(drawer),
                        wanted == null ? Set.of() : Set.of(wanted),
                        only.map(Position::id).orElse(null),
                        null),
                cursor);
        return templates.studioQuestions(
                frame,
                new StudioQuestions(
                        text.strip(),
                        position == null ? "" : position.toString(),
                        only.map(Position::name).orElse(""),
                        drawers(frame, by, drawer),
                        Arrays.stream(Question.State.values())
                                .map(each -> new StudioQuestions.Option(
                                        slug(each), frame.say("question.filter." + slug(each)), each == wanted))
                                .toList(),
                        !text.isBlank() || drawer != null || wanted != null || position != null,
                        cursor != null,
                        QuestionLine.all(frame, found.lines()),
                        found.next() == null ? null : query(text.strip(), cassetto, state, position, found.next())));
    }

    @GetMapping("/new")
    JteModel write(Frame frame, Actor.Intermediary by, @RequestParam("position") UUID position) {
        return page(frame, position(by, position), Map.of(), List.of(), false);
    }

    @PostMapping
    ResponseEntity<?> ask(
            Frame frame,
            Actor.Intermediary by,
            @RequestParam("position") UUID position,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam Map<String, String> form,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        var about = position(by, position);
        try (var attached = Attached.receive(files)) {
            var missing = missing(form);
            if (!missing.isEmpty()) return again(frame, about, form, missing, attached.any());
            return switch (questions.ask(
                    by,
                    about.id(),
                    typed(form, "topic"),
                    typed(form, "subject"),
                    typed(form, "text"),
                    attached.uploads(),
                    new IdempotencyKey(key))) {
                case Questions.Done(var question) -> Answer.goTo("/questions/" + question.id() + "?asked");
                case Questions.Wrong(var fields) ->
                    again(
                            frame,
                            about,
                            form,
                            fields.entrySet().stream()
                                    .map(field ->
                                            new Problem(field.getKey(), field.getValue(), field.getValue(), Map.of()))
                                    .toList(),
                            attached.any());
                case Questions.TooManyFiles(var most) ->
                    again(frame, about, form, List.of(FileProblems.tooMany(most)), true);
                case Questions.FilesTooLarge(var bytes) ->
                    again(frame, about, form, List.of(FileProblems.tooLarge(bytes)), true);
                case Questions.UnfitFile(var name, var why) ->
                    again(frame, about, form, List.of(FileProblems.unfit(name, why)), true);
                case Questions.KeyReused() -> Answer.goTo("/questions/new?position=" + position);
                case Questions.NotFound() -> throw Answer.unknown();
            };
        }
    }

    private ResponseEntity<JteModel> again(
            Frame frame, Position about, Map<String, String> form, List<Problem> problems, boolean filesLost) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .body(page(frame, about, form, problems, filesLost));
    }

    private JteModel page(
            Frame frame, Position about, Map<String, String> form, List<Problem> problems, boolean filesLost) {
        return templates.studioAsk(
                frame,
                new StudioAsk(
                        about.id().toString(),
                        about.name(),
                        about.code(),
                        Slugs.of(about.cassetto()),
                        CassettiController.name(frame, about.cassetto()),
                        groups(frame, about.cassetto(), typed(form, "topic")),
                        form.getOrDefault("subject", ""),
                        form.getOrDefault("text", ""),
                        Errors.of(frame, problems),
                        filesLost,
                        IdempotencyKey.next().value().toString()));
    }

    private List<StudioAsk.Group> groups(Frame frame, Cassetto cassetto, String chosen) {
        var byGroup = new LinkedHashMap<String, List<Topic>>();
        questions
                .topics(cassetto)
                .forEach(topic -> byGroup.computeIfAbsent(topic.group(), _ -> new ArrayList<>())
                        .add(topic));
        return byGroup.entrySet().stream()
                .map(group -> new StudioAsk.Group(
                        frame.say("topic." + group.getKey()),
                        group.getValue().stream()
                                .map(topic -> new StudioAsk.Option(
                                        topic.code(),
                                        frame.say("topic." + topic.code()),
                                        topic.code().equals(chosen)))
                                .toList()))
                .toList();
    }

    private static List<Problem> missing(Map<String, String> form) {
        var problems = new ArrayList<Problem>();
        for (var field : List.of("topic", "subject", "text"))
            if (typed(form, field).isEmpty()) problems.add(new Problem(field, "question.missing." + field));
        return problems;
    }

    private Position position(Actor.Intermediary by, UUID id) {
        return cassetti.position(new PositionId(id), by).orElseThrow(Answer::unknown);
    }

    private List<StudioQuestions.Option> drawers(Frame frame, Actor.Intermediary by, @Nullable Cassetto chosen) {
        var enabled = cassetti.enabled(by);
        return Arrays.stream(Cassetto.values())
                .filter(enabled::contains)
                .map(each -> new StudioQuestions.Option(
                        Slugs.of(each), CassettiController.name(frame, each), each == chosen))
                .toList();
    }

    private static String slug(Question.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Question.@Nullable State state(String slug) {
        return Arrays.stream(Question.State.values())
                .filter(each -> slug(each).equals(slug))
                .findFirst()
                .orElse(null);
    }

    private static String query(String text, String cassetto, String state, @Nullable UUID position, String cursor) {
        return "?text=" + encoded(text) + "&cassetto=" + encoded(cassetto) + "&state=" + encoded(state)
                + (position == null ? "" : "&position=" + position) + "&cursor=" + encoded(cursor);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String typed(Map<String, String> form, String field) {
        return form.getOrDefault(field, "").strip();
    }
}
