package sportello.api.studio;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.PositionPage;
import sportello.intermediaries.Questions;
import sportello.offices.Cassetto;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.Words;

/// What an intermediary may treat: the positions of a Cassetto, and what may be asked there (rule C3).
@RestController
@RequestMapping("/api/v1/cassetti/{cassetto}")
class PositionsResource {

    private final Cassetti cassetti;
    private final Questions questions;
    private final Words words;

    PositionsResource(Cassetti cassetti, Questions questions, Words words) {
        this.cassetti = cassetti;
        this.questions = questions;
        this.words = words;
    }

    @Needs(Scope.QUESTIONS_READ)
    @Operation(
            id = "listPositions",
            summary = "The positions of a Cassetto the studio has a mandate for, by name",
            tag = Operation.Tag.CONSULTANCY)
    @GetMapping("/positions")
    Page<PositionView> positions(
            Actor.Intermediary by,
            @PathVariable("cassetto") @Sample("companies") @Size(max = 30) @Pattern(regexp = Shapes.CODE) String code,
            @RequestParam(value = "text", required = false)
                    @About("Part of a name, the beginning of a code, a tax code")
                    @Size(max = 80) @Nullable String text,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 500) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var found = cassetti.positions(by, enabled(code, by), text == null ? "" : text, cursor);
        return new Page<>(found.lines().stream().map(PositionsResource::view).toList(), found.next());
    }

    @Needs(Scope.QUESTIONS_READ)
    @Operation(id = "listTopics", summary = "What may be asked in a Cassetto", tag = Operation.Tag.CONSULTANCY)
    @GetMapping("/topics")
    Page<TopicView> topics(
            Actor.Intermediary by,
            Locale language,
            @PathVariable("cassetto") @Sample("companies") @Size(max = 30) @Pattern(regexp = Shapes.CODE) String code) {
        List<TopicView> topics = questions.topics(enabled(code, by)).stream()
                .map(topic -> new TopicView(
                        topic.code(),
                        words.say(language, "topic." + topic.group()),
                        words.say(language, "topic." + topic.code()),
                        topic.workingDays()))
                .toList();
        return Page.of(topics);
    }

    private Cassetto enabled(String code, Actor.Intermediary by) {
        return Arrays.stream(Cassetto.values())
                .filter(each ->
                        each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(code))
                .filter(cassetti.enabled(by)::contains)
                .findFirst()
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    private static PositionView view(PositionPage.Line line) {
        var position = line.position();
        return new PositionView(
                position.id().value(),
                position.cassetto(),
                position.code(),
                position.name(),
                position.taxCode(),
                position.office(),
                line.mandateFrom(),
                line.mandateUntil(),
                line.openQuestions());
    }
}
