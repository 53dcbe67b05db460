package sportello.web.office.opening;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import sportello.agenda.Openings;
import sportello.booking.Displacements;
import sportello.identity.Actor;
import sportello.offices.Offices;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// The office's counters, the days it stays closed, and the appointments that no longer fit.
@Controller
@RequestMapping("/office/openings")
class OpeningsController {

    private static final String CLOSED = "office.day";

    private final Managers managers;
    private final Openings openings;
    private final Displacements displacements;
    private final Offices offices;
    private final OpeningTexts texts;
    private final ProductClock clock;
    private final Templates templates;

    OpeningsController(
            Managers managers,
            Openings openings,
            Displacements displacements,
            Offices offices,
            OpeningTexts texts,
            ProductClock clock,
            Templates templates) {
        this.managers = managers;
        this.openings = openings;
        this.displacements = displacements;
        this.offices = offices;
        this.texts = texts;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    @ResponseBody
    JteModel all(Frame frame, Actor.Official official, @RequestParam(required = false) @Nullable String done) {
        Managers.check(official);
        return templates.officeOpenings(frame, page(frame, official, Errors.NONE, Map.of(), done));
    }

    /// Everybody whose appointment no longer fits and who was not asked yet (rule G9).
    @PostMapping("/requests")
    ResponseEntity<?> ask(Actor.Official official) {
        Managers.check(official);
        displacements.askAll(official);
        return Answer.goTo("/office/openings?done=asked#moving");
    }

    private OpeningsPage page(
            Frame frame, Actor.Official official, Errors errors, Map<String, String> typed, @Nullable String done) {
        var now = clock.instant();
        var displaced = displacements.of(official, now);
        var byCounter = displaced.stream()
                .collect(Collectors.groupingBy(each -> each.appointment().counter(), Collectors.counting()));
        var counters = managers.counters(official).stream()
                .map(counter -> new OpeningsPage.CounterLine(
                        "/office/openings/" + counter.id(),
                        texts.name(frame, counter),
                        texts.today(frame, counter),
                        texts.next(frame, counter),
                        byCounter.getOrDefault(counter.id(), 0L).intValue(),
                        openings.of(counter.id()).suspensions().stream()
                                .filter(each -> !now.isBefore(each.from()) && now.isBefore(each.until()))
                                .findFirst()
                                .map(each -> texts.suspended(frame, each))
                                .orElse(null)))
                .toList();
        var moving = displaced.stream()
                .map(each -> {
                    var asked = each.askedAt();
                    return new OpeningsPage.Moving(
                            "/office/openings/moving/" + each.appointment().id(),
                            frame.dayAndHour(each.appointment().startsAt()),
                            offices.counter(each.appointment().counter())
                                    .map(counter -> texts.name(frame, counter))
                                    .orElse(""),
                            each.appointment().reference().spoken(),
                            frame.say("opening.why." + each.why()),
                            asked == null ? null : frame.say("opening.asked", "when", frame.soon(asked)));
                })
                .toList();
        var closures = openings.closures(official.office(), frame.today()).stream()
                .map(each -> new OpeningsPage.Closed(each.day().toString(), frame.day(each.day()), each.why()))
                .toList();
        var told = done == null ? null : OpeningTexts.done(frame, done);
        var ofMoving = done != null && !done.isEmpty();
        return new OpeningsPage(
                counters,
                moving,
                displaced.stream().filter(each -> each.askedAt() == null).count() > 1,
                closures,
                errors,
                typed,
                ofMoving ? null : told,
                ofMoving ? told : null);
    }

    /// An extraordinary closure of the whole office: shown first, kept when `sure`; `open` takes one back.
    @PostMapping("/closures")
    ResponseEntity<?> close(Frame frame, Actor.Official official, @RequestParam Map<String, String> typed) {
        Managers.check(official);
        var now = clock.instant();
        var day = day(typed.getOrDefault(CLOSED, typed.getOrDefault("open", "")));
        if (day != null && typed.containsKey("open")) {
            openings.reopen(official.office(), day, official, now);
            return Answer.goTo("/office/openings?done");
        }
        var why = typed.getOrDefault("office.why", "").strip();
        var far = day != null && day.isAfter(ChangeForm.farthest(frame.today()));
        if (day == null || far || day.isBefore(frame.today()) || why.isEmpty() || why.length() > 200) {
            var problem = day == null || far
                    ? new Problem(CLOSED, "opening.wrong.date")
                    : day.isBefore(frame.today())
                            ? new Problem(CLOSED, "opening.wrong.past")
                            : new Problem("office.why", "opening.wrong.why");
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                    .body(templates.officeOpenings(
                            frame, page(frame, official, Errors.of(frame, List.of(problem)), typed, null)));
        }
        if (!typed.containsKey("sure"))
            return ResponseEntity.ok(templates.officeOpeningPreview(
                    frame,
                    new PreviewPage(
                            "/office/openings/closures",
                            "/office/openings",
                            frame.say("opening.closures.one", "day", frame.day(day)),
                            openings.wouldNotFit(official.office(), day, now).stream()
                                    .map(misfit -> frame.dayAndHour(misfit.startsAt()))
                                    .toList(),
                            Map.of(CLOSED, day.toString(), "office.why", why))));
        openings.close(official.office(), day, why, official, now);
        return Answer.goTo("/office/openings?done");
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
