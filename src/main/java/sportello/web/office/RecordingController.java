package sportello.web.office;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.audit.AuditReading;
import sportello.audit.Subject;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.documents.DocumentId;
import sportello.documents.Vault;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.meeting.Recordings;
import sportello.offices.Offices;
import sportello.web.Answer;
import sportello.web.Frame;

/// Playing a recording: a reason first, written to the audit, then the picture with the script's markers (rule D16).
@Controller
class RecordingController {

    private static final int CHUNK = 1 << 20;
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9/. -]{0,40}");

    private final Cases cases;
    private final Bookings bookings;
    private final Recordings recordings;
    private final Vault vault;
    private final AuditReading audit;
    private final Offices offices;
    private final Templates templates;

    RecordingController(
            Cases cases,
            Bookings bookings,
            Recordings recordings,
            Vault vault,
            AuditReading audit,
            Offices offices,
            Templates templates) {
        this.cases = cases;
        this.bookings = bookings;
        this.recordings = recordings;
        this.vault = vault;
        this.audit = audit;
        this.offices = offices;
        this.templates = templates;
    }

    @GetMapping("/office/cases/{id}/recording")
    ResponseEntity<JteModel> show(
            @PathVariable UUID id, Frame frame, Actor.Official official, HttpServletRequest request) {
        return found(id, official)
                .map(tape -> page(
                        frame,
                        HttpStatus.OK,
                        view(tape, official, reasonGiven(request, id, official), null, null, frame)))
                .orElseThrow(Answer::unknown);
    }

    @PostMapping("/office/cases/{id}/recording/viewings")
    ResponseEntity<JteModel> giveReason(
            @PathVariable UUID id,
            Frame frame,
            Actor.Official official,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String number) {
        var tape = found(id, official);
        if (tape.isEmpty() || tape.get().played().view() == null) throw Answer.unknown();
        if (!RecordingView.REASONS.contains(reason) || !NUMBER.matcher(number).matches()) {
            return page(
                    frame,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    view(tape.get(), official, false, null, "office.play.reason.missing", frame));
        }
        vault.accessed(viewOf(tape.get()), official.doer(), number.isBlank() ? reason : reason + " " + number.strip());
        request.getSession().setAttribute(attribute(id, official), reason);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, "/office/cases/" + id + "/recording")
                .build();
    }

    @PostMapping("/office/cases/{id}/recording/checks")
    ResponseEntity<JteModel> check(
            @PathVariable UUID id, Frame frame, Actor.Official official, HttpServletRequest request) {
        return found(id, official)
                .map(tape -> page(
                        frame,
                        HttpStatus.OK,
                        view(
                                tape,
                                official,
                                reasonGiven(request, id, official),
                                recordings.verify(tape.played().room(), official.doer()),
                                null,
                                frame)))
                .orElseThrow(Answer::unknown);
    }

    /// In pieces of a megabyte, so that a player may jump; only for whoever gave a reason in this session.
    @GetMapping("/office/cases/{id}/recording/view.webm")
    ResponseEntity<byte[]> bytes(
            @PathVariable UUID id,
            Actor.Official official,
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range)
            throws IOException {
        var tape = found(id, official);
        if (tape.isEmpty() || !reasonGiven(request, id, official)) throw Answer.unknown();
        var kept = vault.find(viewOf(tape.get()));
        if (kept.isEmpty()) throw Answer.unknown();
        var length = kept.get().length();
        var piece = Piece.of(range, length);
        if (piece.isEmpty())
            return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + length)
                    .build();
        var from = piece.get().from();
        var most = piece.get().length();
        return ResponseEntity.status(HttpStatus.PARTIAL_CONTENT)
                .contentType(MediaType.parseMediaType("video/webm"))
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (from + most - 1) + "/" + length)
                .body(vault.read(kept.get().id(), from, most));
    }

    /// What a player asked for, a megabyte at most; empty when the recording has no such place.
    record Piece(long from, int length) {

        static Optional<Piece> of(@Nullable String range, long whole) {
            try {
                var asked = range == null ? List.<HttpRange>of() : HttpRange.parseRanges(range);
                long from = asked.isEmpty() ? 0 : asked.getFirst().getRangeStart(whole);
                long to = asked.isEmpty() ? whole - 1 : asked.getFirst().getRangeEnd(whole);
                if (from > to || to >= whole) return Optional.empty();
                return Optional.of(new Piece(from, (int) Math.min(CHUNK, to - from + 1)));
            } catch (IllegalArgumentException notARange) {
                return Optional.empty();
            }
        }
    }

    private ResponseEntity<JteModel> page(Frame frame, HttpStatus status, RecordingView view) {
        return ResponseEntity.status(status).body(templates.officeRecording(frame, view));
    }

    private record Tape(CaseId caseId, Appointment appointment, Recordings.Played played, List<CaseFile.Tick> ticks) {}

    private Optional<Tape> found(UUID id, Actor.Official official) {
        if (!official.may(Right.PLAY_RECORDINGS)) return Optional.empty();
        var caseId = new CaseId(id);
        return cases.find(caseId, official)
                .flatMap(file -> recordings
                        .about(id)
                        .map(played -> new Tape(
                                caseId,
                                bookings.find(file.appointment()).orElseThrow(),
                                played,
                                cases.markers(caseId, official))));
    }

    private static DocumentId viewOf(Tape tape) {
        var view = tape.played().view();
        if (view == null) throw new IllegalStateException("Nothing to play yet");
        return view;
    }

    private RecordingView view(
            Tape tape,
            Actor.Official official,
            boolean playing,
            Recordings.@Nullable Verification check,
            @Nullable String problem,
            Frame frame) {
        var played = tape.played();
        return new RecordingView(
                tape.caseId().value(),
                tape.appointment().reference().spoken(),
                tape.appointment().startsAt(),
                played.status(),
                played.view() != null,
                played.length(),
                playing && played.view() != null,
                tape.ticks().stream().map(tick -> marker(played, tick)).toList(),
                played.gaps(),
                played.view() == null ? List.of() : looks(viewOf(tape), frame),
                played.head() == null ? "" : played.head(),
                played.links(),
                check,
                problem);
    }

    private static RecordingView.Marker marker(Recordings.Played played, CaseFile.Tick tick) {
        var place = played.at(tick.at());
        return new RecordingView.Marker(
                "office.step." + tick.step(),
                "office.tick." + tick.outcome(),
                tick.at(),
                place.toSeconds(),
                clock(place),
                tick.counts());
    }

    static String clock(Duration place) {
        return String.format(Locale.ROOT, "%d:%02d", place.toMinutes(), place.toSecondsPart());
    }

    private List<RecordingView.Look> looks(DocumentId view, Frame frame) {
        return audit.about(new Subject("document", view.value())).stream()
                .filter(entry -> entry.act().name().equals("documents.opened"))
                .filter(entry -> entry.doer().kind().equals("staff"))
                .map(entry -> new RecordingView.Look(
                        offices.staff(UUID.fromString(entry.doer().id()))
                                .map(Offices.StaffMember::name)
                                .orElse(""),
                        entry.at(),
                        reason(entry.facts().getOrDefault("reason", ""), frame)))
                .toList();
    }

    private static String reason(String kept, Frame frame) {
        var parts = kept.split(" ", 2);
        if (!RecordingView.REASONS.contains(parts[0])) return kept;
        var said = frame.say("office.play.reason." + parts[0]);
        return parts.length == 2 ? said + " (" + parts[1] + ")" : said;
    }

    private static boolean reasonGiven(HttpServletRequest request, UUID id, Actor.Official official) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(attribute(id, official)) != null;
    }

    /// A colleague who logs in at the same browser gives a reason of their own.
    private static String attribute(UUID id, Actor.Official official) {
        return "recording-reason " + id + " " + official.staff();
    }
}
