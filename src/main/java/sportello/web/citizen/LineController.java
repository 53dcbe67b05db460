package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.identity.Actor;
import sportello.offices.Services;
import sportello.rush.RushGate;
import sportello.rush.RushGate.Standing;
import sportello.rush.Ticket;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.Frames;
import sportello.web.LocalPath;
import sportello.web.lanes.Insiders;

/// The line in front of a booking, on the days when many come at once. The place is the person's, not the page's.
@RestController
@RequestMapping("/line/{service}")
class LineController {

    private final RushGate gate;
    private final Agenda agenda;
    private final Services services;
    private final Insiders insiders;
    private final Frames frames;
    private final Templates templates;

    LineController(
            RushGate gate, Agenda agenda, Services services, Insiders insiders, Frames frames, Templates templates) {
        this.gate = gate;
        this.agenda = agenda;
        this.services = services;
        this.insiders = insiders;
        this.frames = frames;
        this.templates = templates;
    }

    /// Nothing is asked of the rest of the house, and a page that looks again by itself gets the place alone: there are
    /// as many looks as people.
    @GetMapping
    ResponseEntity<?> show(
            HttpServletRequest request,
            Actor.Booker by,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String next) {
        if (services.find(service).isEmpty()) throw Answer.unknown();
        var onward = LocalPath.or(next, "/book/" + service + "/hour");
        return switch (gate.enter(service, by)) {
            case Standing.Inside() -> {
                insiders.note(request);
                yield Answer.goTo(onward);
            }
            case Standing.Waiting(var ticket) -> {
                var frame = frames.bare(request);
                var page = page(frame, service, onward, ticket);
                yield ResponseEntity.ok(
                        "fetch".equals(request.getHeader("X-Requested-With"))
                                ? templates.citizenLineLook(page)
                                : templates.citizenLine(frame, page));
            }
        };
    }

    @PostMapping("/departure")
    ResponseEntity<Void> leave(Actor.Booker by, @PathVariable String service) {
        if (services.find(service).isEmpty()) throw Answer.unknown();
        gate.leave(service, by);
        return Answer.goTo(by instanceof Actor.Intermediary ? "/studio" : "/home");
    }

    /// Who took too many hours in hand is told how long to wait; who may again goes on.
    @GetMapping("/later")
    ResponseEntity<?> later(Frame frame, Actor.Booker by, @PathVariable String service) {
        if (services.find(service).isEmpty()) throw Answer.unknown();
        var wait = agenda.mayHoldAgainIn(by.person()).map(Agenda.Holding.TooMany::new);
        if (wait.isEmpty())
            return Answer.goTo(by instanceof Actor.Intermediary ? "/studio" : "/book/" + service + "/hour");
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(wait.get().again().toSeconds()))
                .body(templates.citizenBookRefused(
                        frame,
                        frame.sayWith(Agenda.Holding.TooMany.WORD, wait.get().facts())));
    }

    private static LinePage page(Frame frame, String service, String next, Ticket ticket) {
        return new LinePage(
                service,
                frame.say("service." + service + ".name"),
                next,
                frame.say("line.before", "count", ticket.before()),
                ticket.estimate()
                        .map(time -> frame.say("line.time", "minutes", minutes(time)))
                        .orElseGet(() -> frame.say("line.time.unknown")),
                ticket.askAgain().toSeconds());
    }

    /// Rounded up: a promise is better kept early.
    private static long minutes(Duration time) {
        return Math.max(1, (time.toSeconds() + 59) / 60);
    }
}
