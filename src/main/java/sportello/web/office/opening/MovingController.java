package sportello.web.office.opening;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import sportello.agenda.Agenda;
import sportello.agenda.Side;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Move;
import sportello.booking.Displacements;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;

/// An appointment that no longer fits: moved here after a call, or its person asked to choose another hour.
@Controller
@RequestMapping("/office/openings/moving/{id}")
class MovingController {

    private static final int NEAREST = 6;

    private final Displacements displacements;
    private final Bookings bookings;
    private final Agenda agenda;
    private final ProductClock clock;
    private final Templates templates;

    MovingController(
            Displacements displacements, Bookings bookings, Agenda agenda, ProductClock clock, Templates templates) {
        this.displacements = displacements;
        this.bookings = bookings;
        this.agenda = agenda;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    @ResponseBody
    JteModel one(
            Frame frame,
            Actor.Official official,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String gone) {
        Managers.check(official);
        var now = clock.instant();
        var found = displacements.of(official, now).stream()
                .filter(each -> each.appointment().id().value().equals(id))
                .findFirst()
                .orElseThrow(Answer::unknown);
        var appointment = found.appointment();
        var asked = found.askedAt();
        return templates.officeOpeningMoving(
                frame,
                new MovingPage(
                        "/office/openings/moving/" + id,
                        frame.dayAndHour(appointment.startsAt()),
                        appointment.reference().spoken(),
                        frame.say("opening.why." + found.why()),
                        asked == null ? null : frame.say("opening.asked", "when", frame.soon(asked)),
                        agenda.nearest(appointment.search(), appointment.startsAt(), NEAREST, Side.STAFF, now).stream()
                                .map(slot -> new MovingPage.Hour(
                                        slot.startsAt().toString(), frame.dayAndHour(slot.startsAt())))
                                .toList(),
                        gone == null ? null : frame.say("opening.moving.gone"),
                        IdempotencyKey.next().value().toString()));
    }

    @PostMapping("/moves")
    ResponseEntity<?> move(
            Actor.Official official,
            @PathVariable UUID id,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam(defaultValue = "") String hour) {
        Managers.check(official);
        var page = "/office/openings/moving/" + id;
        try {
            return switch (bookings.move(
                    new AppointmentId(id), official, Instant.parse(hour), new IdempotencyKey(key))) {
                case Move.Moved _ -> Answer.goTo("/office/openings?done=moved#moving");
                case Move.AlreadySettled _, Move.TooLate _ -> Answer.goTo("/office/openings?done=over#moving");
                case Move.SlotTaken _, Move.NotOffered _, Move.NotAllowed _, Move.KeyReused _ ->
                    Answer.goTo(page + "?gone");
                case Move.NotFound _ -> throw Answer.unknown();
            };
        } catch (DateTimeException unreadable) {
            return Answer.goTo(page + "?gone");
        }
    }

    @PostMapping("/requests")
    ResponseEntity<?> ask(Actor.Official official, @PathVariable UUID id) {
        Managers.check(official);
        return switch (displacements.ask(new AppointmentId(id), official)) {
            case Displacements.Asked.Done _ -> Answer.goTo("/office/openings?done=asked#moving");
            case Displacements.Asked.NotNeeded _ -> Answer.goTo("/office/openings?done=over#moving");
            case Displacements.Asked.NotFound _ -> throw Answer.unknown();
        };
    }
}
