package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Hold;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Outcome;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;
import sportello.web.citizen.SlotChoices;
import sportello.web.citizen.Whereabouts;
import sportello.web.counter.CallQuestions.Lit;

/// Books a consultancy for an intermediary who calls, on an open question of a position their studio treats (rules C3,
/// C4), at the competent office or, where the Cassetto lets one, elsewhere.
@RestController
@RequestMapping("/office/calls/{call}/studios/{studio}/questions/{question}")
class CallQuestionController {

    private static final int NEAR = 4;
    private static final int ELSEWHERE = 2;
    private static final int LOOKED_THROUGH = 50;

    private final Callers callers;
    private final CallQuestions questions;
    private final ContactCodes codes;
    private final Bookings bookings;
    private final Agenda agenda;
    private final Offices offices;
    private final ProductClock clock;
    private final Templates templates;

    CallQuestionController(
            Callers callers,
            CallQuestions questions,
            ContactCodes codes,
            Bookings bookings,
            Agenda agenda,
            Offices offices,
            ProductClock clock,
            Templates templates) {
        this.callers = callers;
        this.questions = questions;
        this.codes = codes;
        this.bookings = bookings;
        this.agenda = agenda;
        this.offices = offices;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    JteModel ask(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID studio,
            @PathVariable UUID question) {
        var caller = callers.looking(call, by, "question");
        return templates.counterQuestion(
                frame,
                page(
                        frame,
                        caller,
                        questions.find(caller, studio, question),
                        codes.known(caller.person()),
                        Errors.NONE,
                        null));
    }

    @PostMapping
    ResponseEntity<?> book(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID studio,
            @PathVariable UUID question,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam Map<String, String> form) {
        var caller = callers.identified(call, by);
        var lit = questions.find(caller, studio, question);
        var wrong = new ArrayList<Problem>();
        var at = hour(form);
        var search = search(lit, form);
        if (at.isEmpty() || search.isEmpty()) wrong.add(new Problem("hour", "book.wrong.no_hour"));
        if (!Typed.text(form, "contacts_confirmed").equals("yes"))
            wrong.add(new Problem("contacts_confirmed", "counter.wrong.confirmed"));
        if (at.isEmpty() || search.isEmpty() || !wrong.isEmpty())
            return again(frame, caller, lit, form, Errors.of(frame, wrong), null);
        return switch (agenda.hold(search.get(), at.get(), caller.person().id(), Side.STAFF, clock.instant())) {
            case Holding.Held(var hold) -> confirm(frame, caller, lit, form, hold, new IdempotencyKey(key));
            case Holding.Taken _, Holding.NotOffered _, Holding.TooMany _ -> taken(frame, caller, lit, form, at.get());
        };
    }

    /// By the same press of the button, sent twice, or by somebody else.
    private ResponseEntity<?> taken(Frame frame, Caller caller, Lit lit, Map<String, String> form, Instant at) {
        return bookings.coming(lit.by(), LOOKED_THROUGH).stream()
                .filter(each -> each.startsAt().equals(at))
                .filter(each -> each.matter()
                        .get("questions")
                        .contains(lit.question().id().toString()))
                .findFirst()
                .<ResponseEntity<?>>map(
                        each -> Answer.goTo(caller.address() + "/appointments/" + each.id() + "?booked"))
                .orElseGet(() -> again(
                        frame, caller, lit, form, Errors.NONE, frame.say("book.gone", "when", frame.dayAndHour(at))));
    }

    private ResponseEntity<?> confirm(
            Frame frame, Caller caller, Lit lit, Map<String, String> form, Hold hold, IdempotencyKey key) {
        var outcome = bookings.confirm(lit.by(), lit.policy().code(), hold.id(), matter(frame, lit, form), key);
        if (!(outcome instanceof Outcome.Booked))
            agenda.drop(hold.id(), caller.person().id());
        return switch (outcome) {
            case Outcome.Booked(var appointment) ->
                Answer.goTo(caller.address() + "/appointments/" + appointment.id() + "?booked");
            case Outcome.AlreadyBooked(var existing) ->
                Answer.goTo(caller.address() + "/appointments/" + existing + "?already");
            case Outcome.SlotTaken _, Outcome.HoldExpired _, Outcome.Withdrawn _ ->
                taken(frame, caller, lit, form, hold.startsAt());
            case Outcome.NotAllowed(var reason, var facts) ->
                again(frame, caller, lit, form, Errors.NONE, frame.sayWith(reason, facts));
            case Outcome.Incomplete(var fields) ->
                again(frame, caller, lit, form, Errors.of(frame, problems(fields)), null);
            case Outcome.KeyReused _ -> taken(frame, caller, lit, form, hold.startsAt());
        };
    }

    private static List<Problem> problems(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(wrong -> new Problem(wrong.getKey(), wrong.getValue(), wrong.getValue(), Map.of()))
                .toList();
    }

    private static Matter matter(Frame frame, Lit lit, Map<String, String> form) {
        var position = lit.question().position();
        var stated = new HashMap<String, String>();
        stated.put("position", position.id().toString());
        stated.put("questions", lit.question().id().toString());
        stated.put("cassetto", position.cassetto().name());
        stated.put("language", frame.language().getLanguage());
        for (var field : List.of("contact.mobile", "contact.email", "note")) stated.put(field, Typed.text(form, field));
        return new Matter(stated);
    }

    private ResponseEntity<?> again(
            Frame frame, Caller caller, Lit lit, Map<String, String> form, Errors errors, @Nullable String refused) {
        return ResponseEntity.unprocessableContent()
                .body(templates.counterQuestion(frame, page(frame, caller, lit, form, errors, refused)));
    }

    private CallQuestionPage page(
            Frame frame, Caller caller, Lit lit, Map<String, String> typed, Errors errors, @Nullable String refused) {
        var question = lit.question();
        return new CallQuestionPage(
                caller.bar(frame),
                lit.address(caller),
                frame.say("service." + lit.policy().code() + ".short"),
                lit.studio().studioName(),
                question.position().name() + " (" + question.position().code() + ")",
                question.subject(),
                question.protocol(),
                hours(frame, lit),
                typed,
                errors,
                refused,
                IdempotencyKey.next().value().toString());
    }

    private List<CallQuestionPage.Hour> hours(Frame frame, Lit lit) {
        var anywhere = Search.anywhere(lit.policy().code());
        var hours = new ArrayList<>(hours(frame, anywhere.inOffice(competent(lit)), NEAR));
        if (lit.policy().anywhere())
            hours(frame, anywhere, NEAR + ELSEWHERE).stream()
                    .filter(each -> hours.stream()
                            .noneMatch(other -> other.when().equals(each.when())
                                    && other.office().equals(each.office())))
                    .limit(ELSEWHERE)
                    .toList()
                    .forEach(hours::add);
        return List.copyOf(hours);
    }

    private List<CallQuestionPage.Hour> hours(Frame frame, Search search, int most) {
        var now = clock.instant();
        return agenda.nearest(search, now, most, Side.STAFF, now).stream()
                .flatMap(slot -> offices.counter(slot.counter()).stream()
                        .map(counter -> new CallQuestionPage.Hour(
                                counter.office() + " " + slot.startsAt(),
                                frame.dayAndHour(slot.startsAt()),
                                counter.officeName())))
                .toList();
    }

    private static UUID competent(Lit lit) {
        return lit.question().position().office();
    }

    /// The office the hour was shown at: the competent one (rule C4), or another where the Cassetto lets one.
    private static Optional<Search> search(Lit lit, Map<String, String> form) {
        return Whereabouts.uuid(form.getOrDefault("hour", "").split(" ", 2)[0])
                .filter(office -> office.equals(competent(lit)) || lit.policy().anywhere())
                .map(Search.anywhere(lit.policy().code())::inOffice);
    }

    private static Optional<Instant> hour(Map<String, String> form) {
        var typed = form.getOrDefault("hour", "");
        return SlotChoices.instant(typed.substring(typed.indexOf(' ') + 1));
    }
}
