package sportello.api.studio;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import sportello.api.describe.About;
import sportello.api.describe.FileTypes;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.file.FileAnswer;
import sportello.api.file.Received;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.intermediaries.PositionId;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Upload;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.IdempotencyKey;

/// Questions of a studio on its positions (rule C4), with files beside a message where there are any.
@RestController
@RequestMapping("/api/v1/questions")
class QuestionsResource {

    private static final String PDF = "application/pdf";
    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";
    private static final String TIFF = "image/tiff";

    private final Questions questions;

    QuestionsResource(Questions questions) {
        this.questions = questions;
    }

    @Needs(Scope.QUESTIONS_READ)
    @Operation(
            id = "listQuestions",
            summary = "The studio's questions, the latest first",
            tag = Operation.Tag.CONSULTANCY)
    @GetMapping
    Page<QuestionView> all(
            Actor.Intermediary by,
            @RequestParam(value = "position_id", required = false)
                    @About("Only on this position")
                    @Sample(Samples.POSITION)
                    @Nullable UUID position,
            @RequestParam(value = "text", required = false)
                    @About("Words of the thread, a protocol number, a position's code")
                    @Size(max = 200) @Nullable String text,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 500) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var found = questions.search(
                by,
                new QuestionSearch(
                        text == null ? "" : text,
                        Set.of(),
                        Set.of(),
                        position == null ? null : new PositionId(position),
                        null),
                cursor);
        return new Page<>(found.lines().stream().map(QuestionViews::line).toList(), found.next());
    }

    @Needs(Scope.QUESTIONS_WRITE)
    @Operation(
            id = "askQuestion",
            summary = "Asks the competent office a question on a position",
            tag = Operation.Tag.CONSULTANCY,
            answers = 201,
            refuses = {Kind.NOT_FOUND, Kind.KEY_REUSED, Kind.UNFIT_FILE})
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<QuestionView> ask(
            Actor.Intermediary by,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller") @Sample(Samples.ASK_KEY) UUID key,
            @Valid @RequestBody QuestionRequest asked)
            throws IOException {
        return asked(by, key, asked, List.of());
    }

    @Needs(Scope.QUESTIONS_WRITE)
    @Operation(
            id = "askQuestion",
            summary = "Asks the competent office a question on a position",
            tag = Operation.Tag.CONSULTANCY,
            answers = 201,
            refuses = {Kind.NOT_FOUND, Kind.KEY_REUSED, Kind.UNFIT_FILE})
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<QuestionView> askWithFiles(
            Actor.Intermediary by,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller") @Sample(Samples.ASK_KEY) UUID key,
            @Valid @RequestPart("question") QuestionRequest asked,
            @RequestPart("files") @FileTypes({PDF, JPEG, PNG, TIFF}) @Size(min = 1, max = 10) List<MultipartFile> files)
            throws IOException {
        return asked(by, key, asked, files);
    }

    private ResponseEntity<QuestionView> asked(
            Actor.Intermediary by, UUID key, QuestionRequest asked, List<MultipartFile> files) throws IOException {
        try (var received = Received.of(files)) {
            var question = QuestionViews.asked(questions.ask(
                    by,
                    new PositionId(asked.positionId()),
                    asked.topic(),
                    asked.subject(),
                    asked.text(),
                    uploads(received),
                    new IdempotencyKey(key)));
            return ResponseEntity.created(URI.create("/api/v1/questions/" + question.id()))
                    .body(QuestionViews.whole(question));
        }
    }

    private static List<Upload> uploads(Received received) {
        return received.files().stream()
                .map(file -> new Upload(file.name(), file.content()))
                .toList();
    }

    @Needs(Scope.QUESTIONS_READ)
    @Operation(id = "readQuestion", summary = "One question with its thread", tag = Operation.Tag.CONSULTANCY)
    @GetMapping("/{question_id}")
    QuestionView read(Actor.Intermediary by, @PathVariable("question_id") @Sample(Samples.QUESTION) UUID id) {
        return questions
                .find(new QuestionId(id), by)
                .map(QuestionViews::whole)
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    @Needs(Scope.QUESTIONS_WRITE)
    @Operation(
            id = "replyToQuestion",
            summary = "Adds a message of the studio",
            tag = Operation.Tag.CONSULTANCY,
            refuses = {Kind.NOT_NOW, Kind.KEY_REUSED, Kind.UNFIT_FILE})
    @PostMapping(path = "/{question_id}/replies", consumes = MediaType.APPLICATION_JSON_VALUE)
    QuestionView reply(
            Actor.Intermediary by,
            @PathVariable("question_id") @Sample(Samples.QUESTION) UUID id,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller") @Sample(Samples.REPLY_KEY) UUID key,
            @Valid @RequestBody ReplyRequest said)
            throws IOException {
        return replied(by, id, key, said, List.of());
    }

    @Needs(Scope.QUESTIONS_WRITE)
    @Operation(
            id = "replyToQuestion",
            summary = "Adds a message of the studio",
            tag = Operation.Tag.CONSULTANCY,
            refuses = {Kind.NOT_NOW, Kind.KEY_REUSED, Kind.UNFIT_FILE})
    @PostMapping(path = "/{question_id}/replies", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    QuestionView replyWithFiles(
            Actor.Intermediary by,
            @PathVariable("question_id") @Sample(Samples.QUESTION) UUID id,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller") @Sample(Samples.REPLY_KEY) UUID key,
            @Valid @RequestPart("reply") ReplyRequest said,
            @RequestPart("files") @FileTypes({PDF, JPEG, PNG, TIFF}) @Size(min = 1, max = 10) List<MultipartFile> files)
            throws IOException {
        return replied(by, id, key, said, files);
    }

    private QuestionView replied(Actor.Intermediary by, UUID id, UUID key, ReplyRequest said, List<MultipartFile> files)
            throws IOException {
        try (var received = Received.of(files)) {
            return QuestionViews.whole(QuestionViews.replied(
                    questions.reply(new QuestionId(id), by, said.text(), uploads(received), new IdempotencyKey(key))));
        }
    }

    @Needs(Scope.QUESTIONS_READ)
    @Operation(id = "readQuestionFile", summary = "A file that came with a message", tag = Operation.Tag.CONSULTANCY)
    @GetMapping(
            path = "/{question_id}/files/{document_id}",
            produces = {PDF, JPEG, PNG, TIFF})
    ResponseEntity<InputStreamResource> file(
            Actor.Intermediary by,
            @PathVariable("question_id") @Sample(Samples.QUESTION) UUID id,
            @PathVariable("document_id") @Sample(Samples.FILE) UUID document)
            throws IOException {
        var file = questions.find(new QuestionId(id), by).stream()
                .flatMap(question -> question.thread().stream())
                .flatMap(message -> message.files().stream())
                .filter(each -> each.document().value().equals(document))
                .findFirst()
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        var content = questions
                .openFile(new QuestionId(id), file.document(), by)
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        return FileAnswer.of(file.name(), file.mediaType(), file.length(), content);
    }

    @Needs(Scope.QUESTIONS_WRITE)
    @Operation(
            id = "withdrawQuestion",
            summary = "Withdraws the question",
            tag = Operation.Tag.CONSULTANCY,
            refuses = Kind.NOT_NOW)
    @PostMapping("/{question_id}/withdrawal")
    QuestionView withdraw(Actor.Intermediary by, @PathVariable("question_id") @Sample(Samples.QUESTION) UUID id) {
        return QuestionViews.whole(QuestionViews.replied(questions.withdraw(new QuestionId(id), by)));
    }
}
