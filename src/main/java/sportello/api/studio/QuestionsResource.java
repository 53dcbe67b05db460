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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.About;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.intermediaries.PositionId;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.IdempotencyKey;

/// Questions of a studio on its positions (rule C4). Files travel by the pages.
@RestController
@RequestMapping("/api/v1/questions")
class QuestionsResource {

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
            refuses = {Kind.NOT_FOUND, Kind.KEY_REUSED})
    @PostMapping
    ResponseEntity<QuestionView> ask(
            Actor.Intermediary by,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller") @Sample(Samples.ASK_KEY) UUID key,
            @Valid @RequestBody QuestionRequest asked)
            throws IOException {
        var question = QuestionViews.asked(questions.ask(
                by,
                new PositionId(asked.positionId()),
                asked.topic(),
                asked.subject(),
                asked.text(),
                List.of(),
                new IdempotencyKey(key)));
        return ResponseEntity.created(URI.create("/api/v1/questions/" + question.id()))
                .body(QuestionViews.whole(question));
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
            refuses = {Kind.NOT_NOW, Kind.KEY_REUSED})
    @PostMapping("/{question_id}/replies")
    QuestionView reply(
            Actor.Intermediary by,
            @PathVariable("question_id") @Sample(Samples.QUESTION) UUID id,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller") @Sample(Samples.REPLY_KEY) UUID key,
            @Valid @RequestBody ReplyRequest said)
            throws IOException {
        return QuestionViews.whole(QuestionViews.replied(
                questions.reply(new QuestionId(id), by, said.text(), List.of(), new IdempotencyKey(key))));
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
