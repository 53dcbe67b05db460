package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Search;
import sportello.agenda.Slot;
import sportello.booking.Matter;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Joined;
import sportello.booking.WaitingList.Part;
import sportello.booking.WaitingList.Wanted;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// *Avvisami se si libera* for a caller (rule G8): where their hours are looked for, the own office's counter at the
/// desk.
@RestController
@RequestMapping("/office/calls/{call}")
class CallWaitingController {

    private static final LocalTime NOON = LocalTime.of(13, 0);

    private final Callers callers;
    private final CallDrafts drafts;
    private final Reach reach;
    private final WaitingList waiting;
    private final Offices offices;
    private final ProductClock clock;
    private final Templates templates;

    CallWaitingController(
            Callers callers,
            CallDrafts drafts,
            Reach reach,
            WaitingList waiting,
            Offices offices,
            ProductClock clock,
            Templates templates) {
        this.callers = callers;
        this.drafts = drafts;
        this.reach = reach;
        this.waiting = waiting;
        this.offices = offices;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping("/waiting/{service}")
    JteModel ask(Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable String service) {
        var caller = callers.looking(call, by, "waiting-list");
        var policy = reach.bookable(caller, service);
        var first = clock.today().plusDays(policy.bookableFromDays());
        var last = clock.today().plusDays(policy.bookableToDays());
        var form = Map.of("from", first.toString(), "until", last.toString());
        return templates.counterWaiting(frame, page(frame, caller, policy, form, Errors.NONE, null, List.of()));
    }

    @PostMapping("/waiting/{service}")
    ResponseEntity<?> join(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable String service,
            @RequestParam Map<String, String> form) {
        var caller = callers.identified(call, by);
        var policy = reach.bookable(caller, service);
        var days = days(form);
        if (days.isEmpty()) return again(frame, caller, policy, form, wrongDays(frame), null, List.of());
        var progress = drafts.of(caller, service);
        var answers = progress.answers();
        if (reach.wouldBeParty(caller, answers.matter("it").get("delegator.tax_code")))
            return again(frame, caller, policy, form, Errors.NONE, frame.say("counter.refused.party"), List.of());
        var search = drafts.search(progress);
        if (search.isEmpty()) return again(frame, caller, policy, form, noPlace(frame), null, List.of());
        var stated = drafts.wrong(progress).isEmpty()
                ? answers.matter(frame.language().getLanguage())
                : new Matter(answers.typed());
        var wanted = new Wanted(service, counter(search.get()), List.of(days.get()), part(form), stated, null);
        return switch (waiting.join(caller.helped(), wanted)) {
            case Joined.Waiting _ -> Answer.goTo(caller.address() + "?joined");
            case Joined.AlreadyWaiting _ -> Answer.goTo(caller.address() + "?already-waiting");
            case Joined.AlreadyBooked(var existing) ->
                Answer.goTo(caller.address() + "/appointments/" + existing + "?already");
            case Joined.FreeNow(var slots) -> again(frame, caller, policy, form, Errors.NONE, null, slots);
            case Joined.Incomplete _ -> again(frame, caller, policy, form, wrongDays(frame), null, List.of());
            case Joined.NotAllowed(var reason, var facts) ->
                again(frame, caller, policy, form, Errors.NONE, frame.sayWith(reason, facts), List.of());
            case Joined.NotFound _ -> throw Answer.unknown();
        };
    }

    @PostMapping("/wishes/{wish}/departure")
    ResponseEntity<Void> leave(Actor.Official by, @PathVariable UUID call, @PathVariable UUID wish) {
        var caller = callers.identified(call, by);
        if (!waiting.leave(wish, caller.helped())) throw Answer.unknown();
        return Answer.goTo(caller.address() + "?left");
    }

    /// Whoever waits for one office waits for any of its counters: the first stands for them.
    private @Nullable UUID counter(Search search) {
        return search.office() == null
                ? null
                : offices.countersFor(search.service()).stream()
                        .filter(search::fits)
                        .min(Comparator.comparing(Counter::number))
                        .map(Counter::id)
                        .orElseThrow(Answer::unknown);
    }

    private ResponseEntity<?> again(
            Frame frame,
            Caller caller,
            ServicePolicy policy,
            Map<String, String> form,
            Errors errors,
            @Nullable String refused,
            List<Slot> free) {
        return ResponseEntity.unprocessableContent()
                .body(templates.counterWaiting(frame, page(frame, caller, policy, form, errors, refused, free)));
    }

    private CallWaitingPage page(
            Frame frame,
            Caller caller,
            ServicePolicy policy,
            Map<String, String> form,
            Errors errors,
            @Nullable String refused,
            List<Slot> free) {
        return new CallWaitingPage(
                caller.bar(frame),
                frame.say("service." + policy.code() + ".short"),
                caller.address() + "/waiting/" + policy.code(),
                caller.address() + "/book/" + policy.code(),
                drafts.search(drafts.of(caller, policy.code()))
                        .map(search -> where(frame, search))
                        .orElse(null),
                Typed.text(form, "from"),
                Typed.text(form, "until"),
                Typed.text(form, "part"),
                policy.weekly().stream().anyMatch(opening -> opening.from().isBefore(NOON))
                        && policy.weekly().stream()
                                .anyMatch(opening -> opening.to().isAfter(NOON)),
                errors,
                refused,
                free.stream().map(slot -> frame.dayAndHour(slot.startsAt())).toList());
    }

    private String where(Frame frame, Search search) {
        var office = search.office();
        return office == null
                ? frame.say("waiting.anywhere")
                : offices.find(office).map(Office::name).orElse("");
    }

    private static Errors noPlace(Frame frame) {
        return Errors.of(frame, List.of(new Problem("where", "counter.wrong.place")));
    }

    private static Errors wrongDays(Frame frame) {
        return Errors.of(frame, List.of(new Problem("from", "counter.wrong.days")));
    }

    private static Optional<Days> days(Map<String, String> form) {
        try {
            return Optional.of(
                    new Days(LocalDate.parse(Typed.text(form, "from")), LocalDate.parse(Typed.text(form, "until"))));
        } catch (DateTimeException noDays) {
            return Optional.empty();
        }
    }

    private static @Nullable Part part(Map<String, String> form) {
        return switch (Typed.text(form, "part")) {
            case "morning" -> Part.MORNING;
            case "afternoon" -> Part.AFTERNOON;
            default -> null;
        };
    }
}
