package sportello.web.office.consultancy;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriComponentsBuilder;
import sportello.identity.Actor;
import sportello.intermediaries.Question.State;
import sportello.intermediaries.QuestionPage;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.UnitDuty;

/// The unit's questions: those to answer, those that wait for the studio, all.
@Controller
class QuestionListController {

    private static final int LONGEST_TEXT = 120;
    private static final Map<String, Set<State>> VIEWS = views();

    private final Questions questions;
    private final Lateness lateness;
    private final UnitDuty duty;
    private final Templates templates;

    QuestionListController(Questions questions, Lateness lateness, UnitDuty duty, Templates templates) {
        this.questions = questions;
        this.lateness = lateness;
        this.duty = duty;
        this.templates = templates;
    }

    @GetMapping("/office/questions")
    @ResponseBody
    JteModel list(
            Frame frame,
            Actor.Official by,
            @RequestParam(name = "view", defaultValue = "open") String asked,
            @RequestParam(name = "q", defaultValue = "") String typed,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        if (!duty.has(by)) throw Answer.unknown();
        var view = VIEWS.containsKey(asked) ? asked : "open";
        var text = typed.strip();
        if (text.length() > LONGEST_TEXT) text = text.substring(0, LONGEST_TEXT);
        var found = questions.search(
                by, new QuestionSearch(text, Set.of(), VIEWS.getOrDefault(view, Set.of()), null, null), after);
        var sought = text;
        return templates.officeQuestions(
                frame,
                new QuestionsPage(
                        VIEWS.keySet().stream()
                                .map(each -> new QuestionsPage.Tab(
                                        "officequestion.view." + each, address(each, sought, null), each.equals(view)))
                                .toList(),
                        view,
                        text,
                        found.lines().stream()
                                .map(line -> line(line, by, frame))
                                .toList(),
                        found.next() == null ? null : address(view, text, found.next()),
                        after == null));
    }

    private QuestionsPage.Line line(QuestionPage.Line line, Actor.Official by, Frame frame) {
        return new QuestionsPage.Line(
                line.id().value(),
                line.subject(),
                line.protocol(),
                line.studioName(),
                line.positionName(),
                line.positionCode(),
                "officequestion.cassetto." + line.cassetto(),
                "topic." + line.topic(),
                QuestionMarks.of(line.state(), line.negative()),
                line.lastAt(),
                lateness.of(line.state(), line.topic(), by.office(), line.lastAt(), frame.today())
                        .orElse(null),
                line.state() == State.OPEN);
    }

    private static String address(String view, String text, @Nullable String after) {
        var address = UriComponentsBuilder.fromPath("/office/questions");
        if (!view.equals("open")) address.queryParam("view", view);
        if (!text.isEmpty()) address.queryParam("q", "{text}");
        if (after != null) address.queryParam("after", "{after}");
        return address.encode()
                .buildAndExpand(Map.of("text", text, "after", after == null ? "" : after))
                .toUriString();
    }

    private static Map<String, Set<State>> views() {
        var views = new LinkedHashMap<String, Set<State>>();
        views.put("open", Set.of(State.OPEN));
        views.put("asked-back", Set.of(State.ASKED_BACK));
        views.put("answered", Set.of(State.ANSWERED));
        views.put("over", Set.of(State.CLOSED, State.REJECTED, State.WITHDRAWN));
        views.put("all", Set.of());
        return views;
    }
}
