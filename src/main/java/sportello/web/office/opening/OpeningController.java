package sportello.web.office.opening;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.DayOfWeek;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import sportello.agenda.Openings;
import sportello.booking.Displacements;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// One counter: what it opens, how much of it is asked for, and its changes, each shown before it is kept.
@Controller
@RequestMapping("/office/openings/{id}")
class OpeningController {

    private static final int WEEKS_BEFORE = 3;
    private static final int WEEKS = 8;

    private final Managers managers;
    private final Openings openings;
    private final Displacements displacements;
    private final OpeningTexts texts;
    private final ProductClock clock;
    private final Templates templates;

    OpeningController(
            Managers managers,
            Openings openings,
            Displacements displacements,
            OpeningTexts texts,
            ProductClock clock,
            Templates templates) {
        this.managers = managers;
        this.openings = openings;
        this.displacements = displacements;
        this.texts = texts;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    @ResponseBody
    JteModel one(
            Frame frame,
            Actor.Official official,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done) {
        var counter = managers.counter(official, id);
        return templates.officeOpening(frame, page(frame, official, counter, Errors.NONE, "", Map.of(), done));
    }

    @PostMapping("/changes")
    ResponseEntity<?> change(
            Frame frame, Actor.Official official, @PathVariable UUID id, @RequestParam Map<String, String> typed) {
        var counter = managers.counter(official, id);
        var now = clock.instant();
        var kind = typed.getOrDefault("kind", "");
        var form = new ChangeForm(typed, now);
        var change = form.read(kind, openings.policysWeek(counter));
        if (change.isEmpty()) return wrong(frame, official, counter, form.problems(), kind, typed);
        if (!typed.containsKey("sure"))
            return openings.refusal(counter, change.get(), official)
                    .map(why -> refused(frame, official, counter, why, kind, typed))
                    .orElseGet(() -> ResponseEntity.ok(templates.officeOpeningPreview(
                            frame,
                            new PreviewPage(
                                    address(counter) + "/changes",
                                    address(counter),
                                    texts.name(frame, counter) + ": " + frame.say("opening.form." + kind),
                                    openings.wouldNotFit(counter, change.get(), now).stream()
                                            .map(misfit -> frame.dayAndHour(misfit.startsAt()))
                                            .toList(),
                                    again(typed, kind)))));
        return switch (openings.change(counter, change.get(), official, now)) {
            case Openings.Changed.Done(var misfits) ->
                Answer.goTo(misfits.isEmpty() ? address(counter) + "?done" : "/office/openings?done#moving");
            case Openings.Changed.Refused(var why) -> refused(frame, official, counter, why, kind, typed);
        };
    }

    private ResponseEntity<JteModel> refused(
            Frame frame, Actor.Official official, Counter counter, String why, String kind, Map<String, String> typed) {
        return wrong(frame, official, counter, List.of(new Problem(first(kind), why)), kind, typed);
    }

    private static Map<String, String> again(Map<String, String> typed, String kind) {
        var fields = new TreeMap<String, String>();
        typed.forEach((name, value) -> {
            if (name.startsWith(kind + ".") || name.equals("what")) fields.put(name, value);
        });
        fields.put("kind", kind);
        return fields;
    }

    private static String first(String kind) {
        return kind.equals("week") ? "week.monday" : kind.equals("day") ? "day.hours" : kind + ".from";
    }

    /// Same patterns, other desks: for another counter of the same office and service.
    @PostMapping("/copies")
    ResponseEntity<?> copy(
            Frame frame,
            Actor.Official official,
            @PathVariable UUID id,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam(name = "copy.desks", defaultValue = "") String desks) {
        var counter = managers.counter(official, id);
        if (!desks.strip().matches("[1-9]\\d{0,2}") || Integer.parseInt(desks.strip()) > 500)
            return wrong(
                    frame,
                    official,
                    counter,
                    List.of(new Problem("copy.desks", "opening.wrong.number", Map.of("least", 1, "most", 500))),
                    "copy",
                    Map.of("copy.desks", desks));
        return openings.copy(
                        counter, Integer.parseInt(desks.strip()), new IdempotencyKey(key), official, clock.instant())
                .map(another -> Answer.goTo(address(another) + "?done"))
                .orElseThrow(Answer::unknown);
    }

    private ResponseEntity<JteModel> wrong(
            Frame frame,
            Actor.Official official,
            Counter counter,
            List<Problem> problems,
            String kind,
            Map<String, String> typed) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .body(templates.officeOpening(
                        frame, page(frame, official, counter, Errors.of(frame, problems), kind, typed, null)));
    }

    private OpeningPage page(
            Frame frame,
            Actor.Official official,
            Counter counter,
            Errors errors,
            String form,
            Map<String, String> typed,
            @Nullable String done) {
        var now = clock.instant();
        var table = openings.of(counter.id());
        var fields = new HashMap<>(texts.asItIs(counter, table, frame.today()));
        fields.putAll(typed);
        int moving = (int) displacements.of(official, now).stream()
                .filter(each -> each.appointment().counter().equals(counter.id()))
                .count();
        return new OpeningPage(
                address(counter),
                texts.name(frame, counter),
                texts.today(frame, counter),
                texts.next(frame, counter),
                moving,
                texts.periods(frame, counter, table),
                texts.specials(frame, table, now),
                texts.lead(frame, counter, table),
                weeks(frame, counter),
                errors,
                form,
                Map.copyOf(fields),
                IdempotencyKey.next().value().toString(),
                done == null ? null : frame.say("opening.done"));
    }

    private List<OpeningPage.Week> weeks(Frame frame, Counter counter) {
        var monday = frame.today()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(WEEKS_BEFORE);
        var supply = openings.supply(counter, monday, WEEKS, clock.instant());
        var wishes = displacements.wishes(counter, monday, WEEKS);
        var weeks = new ArrayList<OpeningPage.Week>();
        for (int i = 0; i < supply.size(); i++) {
            var week = supply.get(i);
            int most = Math.max(1, Math.max(week.places(), week.booked() + week.held() + wishes.get(i)));
            weeks.add(new OpeningPage.Week(
                    frame.say("opening.week", "day", frame.day(week.monday())),
                    week.places(),
                    week.booked(),
                    week.held(),
                    week.free(),
                    wishes.get(i),
                    week.turnedAway(),
                    100 * week.booked() / most,
                    100 * wishes.get(i) / most));
        }
        return weeks;
    }

    private static String address(Counter counter) {
        return address(counter.id());
    }

    private static String address(UUID counter) {
        return "/office/openings/" + counter;
    }
}
