package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Search;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Outcome;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.platform.IdempotencyKey;
import sportello.rush.RushGate;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.Frames;
import sportello.web.NeedWords;
import sportello.web.lanes.Insiders;

/// Step 5 of a booking: everything once more, and *Conferma*. A double click books once.
@RestController
@RequestMapping("/book/{service}/summary")
class SummaryController {

    private final Drafts drafts;
    private final Bookings bookings;
    private final RushGate gate;
    private final Insiders insiders;
    private final Frames frames;
    private final Templates templates;

    SummaryController(
            Drafts drafts, Bookings bookings, RushGate gate, Insiders insiders, Frames frames, Templates templates) {
        this.insiders = insiders;
        this.drafts = drafts;
        this.bookings = bookings;
        this.gate = gate;
        this.frames = frames;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(Frame frame, Actor.Citizen by, @PathVariable String service) {
        var progress = drafts.of(by, service);
        var next = drafts.next(progress);
        if (progress.hold().isEmpty()) return Answer.goTo(progress.chooseAgain());
        if (!next.equals(progress.address("summary"))) return Answer.goTo(next);
        var answers = progress.answers();
        return ResponseEntity.ok(templates.citizenBookSummary(
                frame,
                new SummaryPage(
                        Steps.at(frame, 5, progress.policy(), progress.hold()),
                        frame.say("service." + service + ".name"),
                        frame.dayAndHour(progress.hold().get().startsAt()),
                        NeedWords.said(frame, Search.needs(answers.get(Whereabouts.NEEDS))),
                        answers.get("delegator.given_name") + " " + answers.get("delegator.family_name"),
                        answers.matter(frame.language().getLanguage()).get("delegator.tax_code"),
                        answers.bornOn().map(frame::date).orElse(""),
                        MobileNumber.readable(answers.get("delegator.mobile")),
                        answers.get("delegator.email"),
                        frame.say("book.situation." + answers.get("situation")),
                        MobileNumber.readable(answers.get("contact.mobile")),
                        answers.get("contact.email"),
                        progress.hold().get().id().toString(),
                        IdempotencyKey.next().value().toString())));
    }

    /// Many come at once: what a page would show is made only where one is shown.
    @PostMapping
    ResponseEntity<?> confirm(
            HttpServletRequest request,
            Locale language,
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam("hold") UUID hold) {
        drafts.demand(service);
        Function<Map<String, String>, Matter> matter = typed -> new Answers(typed).matter(language.getLanguage());
        var once = new IdempotencyKey(key);
        var answered = bookings.confirmTyped(by, service, hold, matter, once);
        if (answered.isEmpty()) {
            var booked = bookedWith(by, hold);
            if (booked.isPresent()) return receipt(booked.get());
        }
        var outcome = answered.orElseGet(() -> bookings.confirm(by, service, hold, matter.apply(Map.of()), once));
        // Sent before, from this window or another of theirs, whatever was typed since.
        var before = outcome instanceof Outcome.Booked ? Optional.<Appointment>empty() : bookedWith(by, hold);
        if (before.isPresent()) return receipt(before.get());
        return switch (outcome) {
            case Outcome.Booked(var appointment) -> {
                gate.leave(service, by);
                insiders.leave(request);
                yield receipt(appointment);
            }
            case Outcome.SlotTaken _, Outcome.HoldExpired _ -> Answer.goTo("/book/" + service + "/hour?gone");
            case Outcome.Withdrawn(var why, var _) ->
                Answer.goTo("/book/" + service + "/hour?gone=" + why.substring(why.indexOf('.') + 1));
            case Outcome.NotAllowed(var reason, var facts) -> {
                var frame = frames.of(request);
                yield ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                        .body(templates.citizenBookRefused(frame, frame.sayWith(reason, facts)));
            }
            case Outcome.Incomplete(var wrong) -> {
                var progress = drafts.of(by, service);
                yield Answer.goTo(
                        drafts.next(drafts.save(by, progress, progress.answers().refused(wrong))));
            }
            case Outcome.AlreadyBooked(var existing) -> Answer.goTo("/appointments/" + existing + "?already");
            case Outcome.KeyReused _ -> Answer.goTo("/book/" + service + "/summary");
        };
    }

    private Optional<Appointment> bookedWith(Actor.Citizen by, UUID hold) {
        return bookings.ofParty(by.party()).stream()
                .filter(appointment -> appointment.hold().equals(hold))
                .findFirst();
    }

    private static ResponseEntity<?> receipt(Appointment booked) {
        return Answer.goTo("/appointments/" + booked.id() + "/receipt");
    }
}
