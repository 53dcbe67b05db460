package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import sportello.agenda.Hold;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Outcome;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.MailAddress;
import sportello.identity.MobileNumber;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.counter.CallDrafts.Progress;
import sportello.web.counter.CallSummaryPage.Fact;

/// Third step: read back, and confirmed. A double press books once.
@RestController
@RequestMapping("/office/calls/{call}/book/{service}/summary")
class CallSummaryController {

    private final Callers callers;
    private final CallDrafts drafts;
    private final Reach reach;
    private final Bookings bookings;
    private final Offices offices;
    private final Templates templates;

    CallSummaryController(
            Callers callers, CallDrafts drafts, Reach reach, Bookings bookings, Offices offices, Templates templates) {
        this.callers = callers;
        this.drafts = drafts;
        this.reach = reach;
        this.bookings = bookings;
        this.offices = offices;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable String service) {
        var progress = drafts.of(callers.looking(call, by, "booking"), service);
        if (progress.hold().isEmpty()) return Answer.goTo(progress.address() + "?gone");
        if (!drafts.wrong(progress).isEmpty()) return Answer.goTo(progress.address() + "/matter?check#errors");
        var hold = progress.hold().get();
        var caller = progress.caller();
        return ResponseEntity.ok(templates.counterSummary(
                frame,
                new CallSummaryPage(
                        caller.bar(frame),
                        frame.say("service." + service + ".short"),
                        progress.address(),
                        CallMatterController.kept(frame, hold),
                        facts(frame, progress, hold),
                        aloud(frame, progress, hold),
                        hold.id().toString(),
                        IdempotencyKey.next().value().toString())));
    }

    private List<Fact> facts(Frame frame, Progress progress, Hold hold) {
        var answers = progress.answers();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(frame.say("book.when"), frame.dayAndHour(hold.startsAt())));
        facts.add(new Fact(frame.say("counter.office"), office(hold)));
        if (progress.asksForDelegator()) {
            facts.add(new Fact(
                    frame.say("counter.delegator"),
                    answers.get("delegator.given_name") + " " + answers.get("delegator.family_name")));
            facts.add(
                    new Fact(frame.say("book.tax_code"), matter(frame, progress).get("delegator.tax_code")));
            facts.add(new Fact(
                    frame.say("book.born_on"), answers.bornOn().map(frame::date).orElse("")));
            facts.add(new Fact(
                    frame.say("book.situation.short"), frame.say("book.situation." + answers.get("situation"))));
            facts.add(new Fact(
                    frame.say("counter.delegator.mobile"),
                    answers.get("delegator.mobile").isEmpty()
                            ? frame.say("book.not_given")
                            : MobileNumber.readable(answers.get("delegator.mobile"))));
        }
        var mobile = answers.get("contact.mobile");
        var email = answers.get("contact.email");
        var own = progress.caller().person().contacts();
        facts.add(new Fact(
                frame.say("counter.mobile"),
                stated(frame, MobileNumber.readable(mobile), MobileNumber.e164(mobile), own.mobile())));
        facts.add(new Fact(
                frame.say("counter.email"),
                email.isEmpty()
                        ? frame.say("book.not_given")
                        : stated(frame, email, MailAddress.read(email), own.email())));
        return List.copyOf(facts);
    }

    /// Rule G7: a contact whose code was not read out serves this appointment alone.
    private static String stated(Frame frame, String shown, Optional<String> contact, @Nullable String own) {
        return own != null && contact.filter(own::equalsIgnoreCase).isPresent()
                ? shown
                : frame.say("counter.contact.once", "contact", shown);
    }

    /// Rule D1: that own digital identity is needed to enter is said before anybody counts on the appointment.
    private static List<String> aloud(Frame frame, Progress progress, Hold hold) {
        var aloud = new ArrayList<String>();
        aloud.add(frame.say("counter.aloud.when", "when", frame.dayAndHour(hold.startsAt())));
        aloud.add(frame.say(
                "counter.aloud.code",
                "mobile",
                MobileNumber.masked(progress.answers().get("contact.mobile"))));
        if (progress.asksForDelegator()) aloud.add(frame.say("counter.aloud.identity"));
        return List.copyOf(aloud);
    }

    private String office(Hold hold) {
        return offices.counter(hold.counter()).map(Counter::officeName).orElse("");
    }

    /// Language of the messages: what was chosen for the delegator, else the page's.
    private static Matter matter(Frame frame, Progress progress) {
        var whole = progress.answers().matter(frame.language().getLanguage());
        if (progress.asksForDelegator()) return whole;
        var contacts = new HashMap<String, String>();
        whole.answers().forEach((field, value) -> {
            if (field.startsWith("contact.")) contacts.put(field, value);
        });
        return new Matter(contacts);
    }

    @PostMapping
    ResponseEntity<?> confirm(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable String service,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam("hold") UUID hold) {
        var progress = drafts.of(callers.identified(call, by), service);
        var caller = progress.caller();
        if (reach.wouldBeParty(caller, matter(frame, progress).get("delegator.tax_code")))
            return refused(frame, caller, frame.say("counter.refused.party"));
        if (progress.answers().typed().isEmpty()) return Answer.goTo(bookedWith(caller, hold, progress));
        if (!drafts.wrong(progress).isEmpty()) return Answer.goTo(progress.address() + "/matter?check#errors");
        return switch (bookings.confirm(
                caller.helped(), service, hold, matter(frame, progress), new IdempotencyKey(key))) {
            case Outcome.Booked(var appointment) -> {
                drafts.drop(progress);
                yield Answer.goTo(caller.address() + "/appointments/" + appointment.id() + "?booked");
            }
            case Outcome.SlotTaken _, Outcome.HoldExpired _, Outcome.Withdrawn _ ->
                Answer.goTo(progress.address() + "?gone");
            case Outcome.NotAllowed(var reason, var facts) -> refused(frame, caller, frame.sayWith(reason, facts));
            case Outcome.Incomplete(var wrong) -> {
                drafts.save(progress, progress.answers().refused(wrong), progress.hold());
                yield Answer.goTo(progress.address() + "/matter?check#errors");
            }
            case Outcome.AlreadyBooked(var existing) ->
                Answer.goTo(caller.address() + "/appointments/" + existing + "?already");
            case Outcome.KeyReused _ -> Answer.goTo(progress.address() + "/summary");
        };
    }

    /// Sent again after it was booked, from this window or another.
    private String bookedWith(Caller caller, UUID hold, Progress progress) {
        return bookings.coming(caller.helped(), 20).stream()
                .filter(each -> each.hold().equals(hold))
                .map(Appointment::id)
                .findFirst()
                .map(id -> caller.address() + "/appointments/" + id + "?booked")
                .orElse(progress.address());
    }

    private ResponseEntity<?> refused(Frame frame, Caller caller, String why) {
        return ResponseEntity.unprocessableContent().body(templates.counterRefused(frame, caller.bar(frame), why));
    }
}
