package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Eligible;
import sportello.identity.Actor;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.web.Answer;
import sportello.web.Frame;

/// Step 1 of a booking: the service. Who cannot book it learns so here, before anything is typed.
@RestController
class BookController {

    private final Services services;
    private final Offices offices;
    private final Bookings bookings;
    private final Drafts drafts;
    private final Templates templates;

    BookController(Services services, Offices offices, Bookings bookings, Drafts drafts, Templates templates) {
        this.services = services;
        this.offices = offices;
        this.bookings = bookings;
        this.drafts = drafts;
        this.templates = templates;
    }

    @GetMapping("/book")
    JteModel services(Frame frame, Actor.Citizen by) {
        var offered = services.all().stream()
                .filter(policy -> policy.cassetto() == null)
                .filter(policy -> policy.channels().contains("web"))
                .filter(policy -> !offices.countersFor(policy.code()).isEmpty())
                .toList();
        if (offered.isEmpty()) return templates.citizenNothingToBook(frame);
        return templates.citizenBook(
                frame,
                new ServiceChoice(
                        Steps.first(frame),
                        offered.stream().map(policy -> offer(frame, by, policy)).toList()));
    }

    @PostMapping("/book")
    ResponseEntity<?> choose(Frame frame, Actor.Citizen by, @RequestParam("service") String service) {
        var progress = drafts.of(by, service);
        var mine = bookings.inTheWay(by, service);
        if (mine.isPresent()) return Answer.goTo("/appointments/" + mine.get().id() + "?already");
        return switch (bookings.mayBook(by, service)) {
            case Eligible.Yes _ -> Answer.goTo(progress.address("hour"));
            case Eligible.No(var reason, var facts) ->
                ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                        .body(templates.citizenBookRefused(frame, frame.sayWith(reason, facts)));
        };
    }

    private ServiceOffer offer(Frame frame, Actor.Citizen by, ServicePolicy policy) {
        var progress = drafts.of(by, policy.code());
        return new ServiceOffer(
                policy.code(),
                frame.say("service." + policy.code() + ".name"),
                frame.say("service." + policy.code() + ".what"),
                Hours.said(frame, policy),
                progress.answers().typed().isEmpty() ? "" : drafts.next(progress),
                bookings.inTheWay(by, policy.code())
                        .map(one ->
                                new ServiceOffer.Mine(frame.dayAndHour(one.startsAt()), "/appointments/" + one.id()))
                        .orElse(null));
    }
}
