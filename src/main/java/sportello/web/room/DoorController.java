package sportello.web.room;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.casework.Consultancies.Place;
import sportello.meeting.Rooms;
import sportello.meeting.Rooms.Knock;
import sportello.meeting.Rooms.Resend;
import sportello.web.Frame;
import sportello.web.lanes.LaneMark;
import sportello.web.security.Actors;

/// The door of a room: the guest's own link, and the code, typed once in each browser (rule D13).
@RestController
class DoorController {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Rooms rooms;
    private final Visits visits;
    private final Templates templates;
    private final LaneMark marks;

    DoorController(Rooms rooms, Visits visits, Templates templates, LaneMark marks) {
        this.rooms = rooms;
        this.visits = visits;
        this.templates = templates;
        this.marks = marks;
    }

    @GetMapping("/enter/{ref}")
    ResponseEntity<JteModel> enter(@PathVariable("ref") String ref, HttpServletRequest request, Frame frame) {
        if (visits.entry(ref).person() != null) return to("/rooms/" + ref);
        var visit = visits.at(ref, request);
        return switch (visit.stage(frame.now())) {
            case CODE -> ResponseEntity.ok(code(frame, visit, null, null, false));
            case EARLY -> ResponseEntity.ok(early(frame, visit));
            case OVER, ELSEWHERE, REFUSED, NOTICE, WAITING, ROOM -> to(visit.address());
        };
    }

    @PostMapping({"/enter/{ref}/code", "/rooms/{ref}/code"})
    ResponseEntity<JteModel> knock(
            @PathVariable("ref") String ref,
            @RequestParam("code") String code,
            HttpServletRequest request,
            Frame frame) {
        var visit = visits.at(ref, request);
        if (visit.place() != Place.HERE) return to(visit.address());
        var secret = secret();
        return switch (rooms.knock(visit.entry().publicRef(), visit.actor(), code.replaceAll("[\\s-]", ""), secret)) {
            case Knock.LetIn _ -> in(visit, secret, request);
            case Knock.WrongCode(var left) ->
                refused(code(frame, visit, frame.say("code.wrong", "left", left), null, false));
            case Knock.UsedElsewhere() -> refused(code(frame, visit, frame.say("code.elsewhere"), null, false));
            case Knock.Paused(var until) ->
                refused(code(frame, visit, frame.say("code.paused", "hour", frame.hour(until)), null, true));
            case Knock.TooEarly _, Knock.Over _ -> to(visit.address());
            case Knock.NotFound() -> throw Visits.unknown();
        };
    }

    /// A login is all it takes where the service says so; the browser is bound all the same.
    @PostMapping("/rooms/{ref}/entrances")
    ResponseEntity<JteModel> comeIn(@PathVariable("ref") String ref, HttpServletRequest request) {
        var visit = visits.at(ref, request);
        if (visit.place() != Place.HERE) return to(visit.address());
        var secret = secret();
        return switch (rooms.enter(visit.entry().publicRef(), visit.actor(), secret)) {
            case Knock.LetIn _ -> in(visit, secret, request);
            case Knock.TooEarly _, Knock.Over _ -> to(visit.address());
            case Knock.NotFound _, Knock.WrongCode _, Knock.UsedElsewhere _, Knock.Paused _ -> throw Visits.unknown();
        };
    }

    private ResponseEntity<JteModel> in(Visit visit, String secret, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(visit.address()))
                .header(
                        HttpHeaders.SET_COOKIE,
                        ResponseCookie.from(Actors.ENTRY_COOKIE + visit.entry().publicRef(), secret)
                                .httpOnly(true)
                                .secure(request.isSecure())
                                .sameSite("Lax")
                                .path("/")
                                .maxAge(Duration.ofDays(60))
                                .build()
                                .toString())
                .header(HttpHeaders.SET_COOKIE, marks.cookie(LaneMark.Mark.ROOM, request))
                .build();
    }

    JteModel entrance(Frame frame, Visit visit) {
        var plan = visit.room().plan();
        return templates.roomEntrance(
                frame,
                new EntranceView(
                        frame.say("entrance.lead", "title", plan.title(), "when", frame.soon(plan.startsAt())),
                        visit.address() + "/entrances",
                        visit.deviceTest(),
                        visit.unrecorded(),
                        plan.cameraRequired()));
    }

    @PostMapping({"/enter/{ref}/new-codes", "/rooms/{ref}/new-codes"})
    ResponseEntity<JteModel> resend(@PathVariable("ref") String ref, HttpServletRequest request, Frame frame) {
        var visit = visits.at(ref, request);
        return switch (rooms.resend(visit.entry().id(), visit.actor())) {
            case Resend.Sent _ -> ResponseEntity.ok(code(frame, visit, null, frame.say("code.sent"), false));
            case Resend.TooMany(var nextAt) ->
                refused(code(frame, visit, frame.say("code.too-many", "hour", frame.hour(nextAt)), null, false));
            case Resend.ThereAlready() -> refused(code(frame, visit, frame.say("code.there"), null, false));
            case Resend.Over _ -> to(visit.address());
            case Resend.NotFound() -> throw Visits.unknown();
        };
    }

    JteModel code(Frame frame, Visit visit, @Nullable String wrong, @Nullable String told, boolean paused) {
        var door = visit.ownIdentity()
                ? visit.address()
                : "/enter/" + visit.entry().publicRef();
        var when = frame.soon(visit.room().plan().startsAt());
        return templates.roomCode(
                frame,
                new CodeView(
                        frame.say("code.title"),
                        frame.say(visit.ownIdentity() ? "code.lead" : "code.lead.guest", "when", when),
                        door + "/code",
                        door + "/new-codes",
                        visit.room().plan().codes().digits(),
                        visit.ownIdentity(),
                        wrong,
                        told,
                        paused));
    }

    JteModel early(Frame frame, Visit visit) {
        var plan = visit.room().plan();
        return templates.roomEarly(
                frame,
                frame.say(
                        "code.early.lead",
                        "when",
                        frame.soon(plan.startsAt()),
                        "opens",
                        frame.soon(visit.room().waitingOpensAt())),
                visit.deviceTest(),
                visit.ownIdentity());
    }

    private static ResponseEntity<JteModel> refused(JteModel page) {
        return ResponseEntity.unprocessableContent().body(page);
    }

    private static ResponseEntity<JteModel> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }

    private static String secret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
