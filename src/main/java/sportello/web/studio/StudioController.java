package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.web.Frame;
import sportello.web.Visitors.Visitor;

/// A studio's first page. On the day, the appointment is the first thing on it.
@RestController
class StudioController {

    private static final int COMING = 10;
    private static final int PAST = 5;
    private static final int ANSWERS = 5;

    private final Bookings bookings;
    private final Turns turns;
    private final Questions questions;
    private final Templates templates;

    StudioController(Bookings bookings, Turns turns, Questions questions, Templates templates) {
        this.bookings = bookings;
        this.turns = turns;
        this.questions = questions;
        this.templates = templates;
    }

    @GetMapping("/studio")
    JteModel home(Frame frame, Actor.Intermediary by) {
        var coming = bookings.coming(by, COMING).stream()
                .map(appointment -> turns.of(frame, by, appointment))
                .toList();
        var past = bookings.past(by, PAST).stream()
                .map(appointment -> turns.of(frame, by, appointment))
                .toList();
        var answered = new QuestionSearch(
                "", Set.of(), EnumSet.of(Question.State.ANSWERED, Question.State.ASKED_BACK), null, null);
        return templates.studioHome(
                frame,
                new StudioHome(
                        frame.who().map(Visitor::givenName).orElse(""),
                        coming.isEmpty() ? null : coming.getFirst(),
                        coming.stream().skip(1).toList(),
                        Stream.concat(coming.stream(), past.stream())
                                .flatMap(turn -> turn.papers().stream()
                                        .filter(StudioAppointment.Paper::open)
                                        .map(paper -> new StudioHome.Wanted(
                                                turn.id(), paper.what(), paper.until(), turn.position())))
                                .toList(),
                        QuestionLine.all(
                                frame,
                                questions.search(by, answered, null).lines().stream()
                                        .limit(ANSWERS)
                                        .toList()),
                        past));
    }
}
