package sportello.demo;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.web.Frame;
import sportello.web.security.Doors;

/// The stage door of the demonstration: the cast, the messages, the clock, the addresses.
@RestController
@InDemo
@RequestMapping("/demo")
class DemoPages {

    private static final int MOST_ON_PAGE = 30;
    private static final int MOST = 500;

    private final MovableClock clock;
    private final DemoOutbox outbox;
    private final Doors doors;
    private final DemoPrograms programs;
    private final Templates templates;

    DemoPages(MovableClock clock, DemoOutbox outbox, Doors doors, DemoPrograms programs, Templates templates) {
        this.clock = clock;
        this.outbox = outbox;
        this.doors = doors;
        this.programs = programs;
        this.templates = templates;
    }

    record Now(OffsetDateTime now) {}

    @GetMapping
    JteModel page(Frame frame) {
        var now = ProductClock.inRome(clock.instant()).truncatedTo(ChronoUnit.MINUTES);
        var messages = outbox.arrived(null, MOST_ON_PAGE).stream()
                .map(one -> new DemoPage.Message(
                        frame.say("demo.outbox.kind." + one.kind()),
                        one.to(),
                        one.subject() == null ? "" : one.subject(),
                        one.text(),
                        frame.dayAndHour(one.at().toInstant()),
                        String.join(
                                ", ",
                                one.attachments().stream()
                                        .map(part -> part.name())
                                        .toList())))
                .toList();
        return templates.demoStage(
                frame,
                new DemoPage(
                        CastLines.of(Cast.all(), frame),
                        frame.dayAndHour(clock.instant()),
                        now.toLocalDateTime().toString(),
                        doors.address(PensionFile.DOOR).orElseThrow() + PensionFile.HOME,
                        programs.all().stream()
                                .map(one -> new DemoPage.Program(
                                        one.name(),
                                        one.clientId(),
                                        one.secret(),
                                        frame.say("demo.programs." + one.key()),
                                        one.tries()))
                                .toList(),
                        messages));
    }

    @GetMapping("/cast")
    List<Map<String, Object>> cast(Frame frame) {
        return Cast.all().stream()
                .map(one -> {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("login", one.login());
                    line.put("name", one.givenName());
                    line.put("role", frame.say("demo.cast." + one.key() + ".role"));
                    line.put("what", frame.say("demo.cast." + one.key() + ".what"));
                    return line;
                })
                .toList();
    }

    /// What a program of the demonstration needs to call the API.
    @GetMapping("/programs")
    List<DemoPrograms.Program> programs() {
        return programs.all();
    }

    @GetMapping("/outbox")
    List<DemoOutbox.Arrived> outbox(@RequestParam(name = "to", required = false) @Nullable String to) {
        return outbox.arrived(to, MOST);
    }

    @GetMapping("/addresses")
    Map<String, String> addresses() {
        return Map.of(
                "product",
                doors.product(),
                IdentityProvider.DOOR,
                doors.address(IdentityProvider.DOOR).orElseThrow() + IdentityProvider.HOME,
                PensionFile.DOOR,
                doors.address(PensionFile.DOOR).orElseThrow() + PensionFile.HOME,
                "management",
                doors.address("management").orElseThrow());
    }

    @GetMapping("/clock")
    Now clock() {
        return new Now(ProductClock.inRome(clock.instant()).toOffsetDateTime());
    }

    /// A page of another origin cannot move the clock: a browser says where it comes from, and would have to ask first.
    @PutMapping(path = "/clock", consumes = MediaType.APPLICATION_JSON_VALUE)
    Now move(HttpServletRequest request, @RequestBody Now wanted) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) demandOurs(origin, request);
        clock.moveTo(wanted.now().toInstant());
        return clock();
    }

    /// The same from the page's form. Browsers name the origin of every form they post.
    @PostMapping(path = "/clock", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> moveByForm(
            HttpServletRequest request,
            @RequestParam(name = "to", defaultValue = "") String to,
            @RequestParam(name = "reset", defaultValue = "false") boolean reset) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        demandOurs(origin == null ? "" : origin, request);
        if (reset) clock.reset();
        else clock.moveTo(local(to).atZone(ProductClock.ROME).toInstant());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/demo"))
                .build();
    }

    private static LocalDateTime local(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Not a day and an hour", e);
        }
    }

    private static void demandOurs(String origin, HttpServletRequest request) {
        var ours = request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST);
        if (!origin.equals(ours)) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
