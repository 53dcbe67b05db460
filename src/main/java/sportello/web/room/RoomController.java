package sportello.web.room;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;
import sportello.meeting.Rooms.Resend;
import sportello.web.Frame;

/// The room from a party's side: one address that always shows what comes now, code, notice, wait, room or end.
@RestController
class RoomController {

    /// The text people acknowledge (rule D7): raise it when the words of `recording.properties` change their sense.
    static final String NOTICE_VERSION = "2026-11";

    private final Rooms rooms;
    private final Visits visits;
    private final DoorController door;
    private final WaitingRoom waiting;
    private final PartyPapers papers;
    private final Appointments appointments;
    private final Keeping keeping;
    private final PageData data;
    private final Templates templates;

    RoomController(
            Rooms rooms,
            Visits visits,
            DoorController door,
            WaitingRoom waiting,
            PartyPapers papers,
            Appointments appointments,
            Keeping keeping,
            PageData data,
            Templates templates) {
        this.rooms = rooms;
        this.visits = visits;
        this.door = door;
        this.waiting = waiting;
        this.papers = papers;
        this.appointments = appointments;
        this.keeping = keeping;
        this.data = data;
        this.templates = templates;
    }

    @GetMapping("/rooms/{ref}")
    ResponseEntity<JteModel> now(
            @PathVariable("ref") String ref,
            @RequestHeader(name = "X-Fragment", required = false) @Nullable String piece,
            @RequestParam(name = "again", required = false) @Nullable String again,
            @RequestParam(name = "told", required = false) @Nullable String told,
            HttpServletRequest request,
            Frame frame) {
        var visit = visits.at(ref, request);
        var stage = visit.stage(frame.now());
        if (piece != null) return piece(frame, visit, stage);
        return switch (stage) {
            case OVER -> ResponseEntity.ok(ended(frame, visit));
            case ELSEWHERE -> ResponseEntity.ok(elsewhere(frame, visit));
            case EARLY -> ResponseEntity.ok(door.early(frame, visit));
            case CODE ->
                visit.entry().byLogin()
                        ? ResponseEntity.ok(door.entrance(frame, visit))
                        : visit.ownIdentity()
                                ? ResponseEntity.ok(door.code(frame, visit, null, null, false))
                                : to("/enter/" + ref);
            case REFUSED ->
                ResponseEntity.ok(again == null ? refused(frame, visit) : notice(frame, visit, visit.refused()));
            case NOTICE -> ResponseEntity.ok(notice(frame, visit, visit.toAcknowledge()));
            case WAITING -> {
                rooms.seen(visit.entry().id());
                yield ResponseEntity.ok(wait(frame, visit, told));
            }
            case ROOM -> ResponseEntity.ok(stage(frame, visit));
        };
    }

    /// Only the wait is refreshed piece by piece; for anything else the page loads the whole.
    private ResponseEntity<JteModel> piece(Frame frame, Visit visit, Visit.Stage stage) {
        if (stage != Visit.Stage.WAITING) return ResponseEntity.noContent().build();
        rooms.seen(visit.entry().id());
        return ResponseEntity.ok(templates.roomWaitPiece(frame, waiting.of(frame, visit, null)));
    }

    @PostMapping("/rooms/{ref}/acknowledgements")
    ResponseEntity<JteModel> acknowledge(
            @PathVariable("ref") String ref,
            @RequestParam("entry") UUID person,
            HttpServletRequest request,
            Frame frame) {
        var visit = bound(ref, request);
        rooms.acknowledge(beforeDevice(visit, person).id(), NOTICE_VERSION, frame.language(), visit.actor());
        return to(visit.address());
    }

    @PostMapping("/rooms/{ref}/refusals")
    ResponseEntity<JteModel> refuse(
            @PathVariable("ref") String ref,
            @RequestParam("entry") UUID person,
            HttpServletRequest request,
            Frame frame) {
        var visit = bound(ref, request);
        rooms.refuseRecording(beforeDevice(visit, person).id(), NOTICE_VERSION, frame.language(), visit.actor());
        return to(visit.address());
    }

    /// *Anna è qui con me*, or no longer.
    @PostMapping("/rooms/{ref}/shared-device")
    ResponseEntity<JteModel> share(
            @PathVariable("ref") String ref,
            @RequestParam("entry") UUID person,
            @RequestParam(name = "beside", defaultValue = "true") boolean beside,
            HttpServletRequest request) {
        var visit = bound(ref, request);
        rooms.shareDevice(
                new EntryId(person), beside ? Optional.of(visit.entry().id()) : Optional.empty(), visit.actor());
        return to(visit.address());
    }

    /// A new code for somebody who is expected too.
    @PostMapping("/rooms/{ref}/others-codes")
    ResponseEntity<JteModel> codeFor(
            @PathVariable("ref") String ref, @RequestParam("entry") UUID person, HttpServletRequest request) {
        var visit = bound(ref, request);
        if (visit.everybody().stream().noneMatch(entry -> entry.id().value().equals(person))) throw Visits.unknown();
        return switch (rooms.resend(new EntryId(person), visit.actor())) {
            case Resend.Sent _ -> to(visit.address() + "?told=code-sent");
            case Resend.TooMany _ -> to(visit.address() + "?told=code-too-many");
            case Resend.Over _, Resend.ThereAlready _ -> to(visit.address());
            case Resend.NotFound() -> throw Visits.unknown();
        };
    }

    /// Only the browser that typed the code leaves; what it sees then changes nothing.
    @PostMapping("/rooms/{ref}/left")
    ResponseEntity<JteModel> leave(@PathVariable("ref") String ref, HttpServletRequest request) {
        var visit = bound(ref, request);
        rooms.left(visit.entry().id());
        return to(visit.address() + "/left");
    }

    @GetMapping("/rooms/{ref}/left")
    JteModel left(@PathVariable("ref") String ref, HttpServletRequest request, Frame frame) {
        var visit = visits.at(ref, request);
        return templates.roomLeft(
                frame, visit.address(), visit.ownIdentity(), visit.entry().byLogin());
    }

    private JteModel notice(Frame frame, Visit visit, @Nullable Entry person) {
        var asked = person == null ? visit.entry() : person;
        var people = visit.device().people();
        return templates.roomNotice(
                frame,
                new NoticeView(
                        visit.address(),
                        asked.id().toString(),
                        Given.name(asked.name()),
                        !asked.id().equals(visit.entry().id()),
                        Math.max(1, people.indexOf(asked) + 1),
                        people.size(),
                        keeps(frame, keeping.of(visit)),
                        List.of("recording.who.office", "recording.who.auditor", "recording.who.judge")));
    }

    private static String keeps(Frame frame, Period period) {
        return period.toTotalMonths() % 12 == 0
                ? frame.say("recording.years", "count", period.toTotalMonths() / 12)
                : frame.say("recording.months", "count", period.toTotalMonths());
    }

    private JteModel refused(Frame frame, Visit visit) {
        var person = visit.refused() == null ? visit.entry() : visit.refused();
        return templates.roomRefused(
                frame,
                visit.address() + "?again",
                Given.name(person.name()),
                !person.id().equals(visit.entry().id()),
                visit.ownIdentity());
    }

    private JteModel wait(Frame frame, Visit visit, @Nullable String told) {
        var words = told == null || !List.of("code-sent", "code-too-many").contains(told)
                ? null
                : frame.say("wait.told." + told);
        return templates.roomWait(
                frame,
                waiting.of(frame, visit, words),
                data.of(frame, Map.of("self", visit.address(), "socket", visit.address() + "/socket")));
    }

    private JteModel stage(Frame frame, Visit visit) {
        var facts = Map.of(
                "self",
                visit.address(),
                "socket",
                visit.address() + "/socket",
                "papers",
                visit.address() + "/papers",
                "mostBytes",
                papers.mostBytes());
        return templates.roomStage(
                frame,
                new StageView(
                        title(frame, visit),
                        visit.address(),
                        data.of(frame, facts),
                        papers.of(frame, visit, null),
                        visit.unrecorded()));
    }

    static String title(Frame frame, Visit visit) {
        var delegator = visit.nameOf("delegator");
        if (delegator == null) return visit.room().plan().title();
        return visit.entry().role().equals("delegator")
                ? frame.say("room.title.own")
                : frame.say("room.title", "name", delegator);
    }

    /// The talk is not held here: how instead, and where the rest stands.
    private JteModel elsewhere(Frame frame, Visit visit) {
        var page = appointments.of(visit);
        return templates.roomElsewhere(
                frame,
                new ElsewhereView(
                        frame.say(
                                "entrance.lead",
                                "title",
                                visit.room().plan().title(),
                                "when",
                                frame.soon(visit.room().plan().startsAt())),
                        frame.say("entrance.elsewhere." + visit.place()),
                        page == null ? "/home" : page));
    }

    private JteModel ended(Frame frame, Visit visit) {
        return templates.roomEnded(frame, Endings.of(frame, visit, appointments.of(visit)));
    }

    private Visit bound(String ref, HttpServletRequest request) {
        var visit = visits.at(ref, request);
        if (!visit.bound()) throw Visits.unknown();
        return visit;
    }

    private static Entry beforeDevice(Visit visit, UUID person) {
        return visit.device().people().stream()
                .filter(entry -> entry.id().value().equals(person))
                .findFirst()
                .orElseThrow(Visits::unknown);
    }

    private static ResponseEntity<JteModel> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
