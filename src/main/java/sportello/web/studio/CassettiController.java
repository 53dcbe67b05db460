package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.PositionId;
import sportello.intermediaries.PositionPage;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.web.Answer;
import sportello.web.Frame;

/// Cassetti and the positions in them. What the studio has no mandate for, or the member is not enabled for, is not
/// there (rule C3).
@RestController
@RequestMapping("/cassetti")
class CassettiController {

    private final Cassetti cassetti;
    private final Questions questions;
    private final Offices offices;
    private final Templates templates;

    CassettiController(Cassetti cassetti, Questions questions, Offices offices, Templates templates) {
        this.cassetti = cassetti;
        this.questions = questions;
        this.offices = offices;
        this.templates = templates;
    }

    @GetMapping
    JteModel all(Frame frame, Actor.Intermediary by) {
        var counts = cassetti.counts(by);
        return templates.studioCassetti(
                frame,
                new StudioCassetti(counts.stream()
                        .map(count -> new StudioCassetti.Drawer(
                                Slugs.of(count.cassetto()),
                                name(frame, count.cassetto()),
                                frame.say("cassetto." + Slugs.of(count.cassetto()) + ".what"),
                                frame.say("cassetto.positions", "count", count.positions()),
                                frame.say("cassetto.questions", "count", count.openQuestions())))
                        .toList()));
    }

    @GetMapping("/{cassetto}")
    JteModel one(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable String cassetto,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String cursor) {
        var asked = allowed(by, cassetto);
        var search = text.strip();
        var found = cassetti.positions(by, asked, search, cursor);
        return templates.studioCassetto(
                frame,
                new StudioCassetto(
                        cassetto,
                        name(frame, asked),
                        frame.say("cassetto." + cassetto + ".code"),
                        search,
                        cursor != null,
                        found.lines().stream().map(line -> line(frame, line)).toList(),
                        found.next() == null
                                ? null
                                : "?text=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + "&cursor="
                                        + URLEncoder.encode(found.next(), StandardCharsets.UTF_8)));
    }

    @GetMapping("/{cassetto}/positions/{id}")
    JteModel position(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable String cassetto,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor) {
        var asked = allowed(by, cassetto);
        var position = cassetti.position(new PositionId(id), by)
                .filter(found -> found.cassetto() == asked)
                .orElseThrow(Answer::unknown);
        var line = cassetti.positions(by, asked, position.code(), null).lines().stream()
                .filter(each -> each.position().id().equals(position.id()))
                .findFirst()
                .orElseThrow(Answer::unknown);
        var page = questions.search(by, QuestionSearch.on(position.id()), cursor);
        return templates.studioPosition(
                frame,
                new StudioPosition(
                        id.toString(),
                        name(frame, asked),
                        cassetto,
                        position.name(),
                        position.code(),
                        position.taxCode(),
                        offices.find(position.office()).map(Office::name).orElse(""),
                        mandate(frame, line),
                        QuestionLine.all(frame, page.lines()),
                        page.next() == null
                                ? null
                                : "?cursor=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8)));
    }

    private Cassetto allowed(Actor.Intermediary by, String slug) {
        var asked = Slugs.read(slug);
        if (!cassetti.enabled(by).contains(asked)) throw Answer.unknown();
        return asked;
    }

    private static StudioCassetto.Line line(Frame frame, PositionPage.Line line) {
        var position = line.position();
        return new StudioCassetto.Line(
                position.id().toString(),
                position.name(),
                position.code(),
                position.taxCode(),
                mandate(frame, line),
                line.openQuestions() == 0 ? "" : frame.say("cassetto.questions", "count", line.openQuestions()));
    }

    static String name(Frame frame, Cassetto cassetto) {
        return frame.say("cassetto." + Slugs.of(cassetto) + ".name");
    }

    private static String mandate(Frame frame, PositionPage.Line line) {
        LocalDate until = line.mandateUntil();
        return until == null
                ? frame.say("cassetto.mandate.open", "from", frame.date(line.mandateFrom()))
                : frame.say(
                        "cassetto.mandate.until", "from", frame.date(line.mandateFrom()), "until", frame.date(until));
    }
}
