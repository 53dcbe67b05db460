package sportello.web.line;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.http.HttpServletRequest;
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
import sportello.web.Answer;
import sportello.web.Frame;
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
    private final Waiters waiters;
    private final LinePages pages;
    private final Templates templates;

    LineController(
            RushGate gate,
            Agenda agenda,
            Services services,
            Insiders insiders,
            Waiters waiters,
            LinePages pages,
            Templates templates) {
        this.gate = gate;
        this.agenda = agenda;
        this.services = services;
        this.insiders = insiders;
        this.waiters = waiters;
        this.pages = pages;
        this.templates = templates;
    }

    /// A page that looks again by itself gets the place alone, and gets here only when the node cannot say it by
    /// itself.
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
                waiters.forget(request);
                insiders.note(request);
                yield Answer.goTo(onward);
            }
            case Standing.Waiting(var ticket) -> {
                waiters.note(request, service, by, ticket);
                yield ResponseEntity.ok(
                        "fetch".equals(request.getHeader("X-Requested-With"))
                                ? pages.look(request, service, onward, ticket)
                                : pages.whole(request, service, onward, ticket));
            }
        };
    }

    @PostMapping("/departure")
    ResponseEntity<Void> leave(HttpServletRequest request, Actor.Booker by, @PathVariable String service) {
        if (services.find(service).isEmpty()) throw Answer.unknown();
        waiters.forget(request);
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
}
