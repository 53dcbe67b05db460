package sportello.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.documents.PaperCheck;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// Cases as their officials and parties conduct them. Once a case is open only the official who opened it acts; the
/// others of the office read.
@Service
class ConductedCases implements Cases {

    private static final int LONGEST_TEXT = 2000;

    private final CaseRows rows;
    private final Caseload caseload;
    private final Papers papers;
    private final PaperCheck check;
    private final Conclusions conclusions;
    private final Settling settling;
    private final Talks talks;
    private final Rooms rooms;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    ConductedCases(
            CaseRows rows,
            Caseload caseload,
            Papers papers,
            PaperCheck check,
            Conclusions conclusions,
            Settling settling,
            Talks talks,
            Rooms rooms,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.rows = rows;
        this.caseload = caseload;
        this.papers = papers;
        this.check = check;
        this.conclusions = conclusions;
        this.settling = settling;
        this.talks = talks;
        this.rooms = rooms;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<CaseFile> day(Actor.Official by, LocalDate day) {
        return caseload.files(ofDay(by, day));
    }

    @Override
    @Transactional(readOnly = true)
    public List<DeskRow> desk(Actor.Official by, LocalDate day) {
        return ofDay(by, day).stream()
                .map(row -> new DeskRow(
                        row.id(),
                        row.appointment(),
                        row.reference(),
                        row.service(),
                        row.startsAt(),
                        row.endsAt(),
                        row.status(),
                        row.official(),
                        row.room(),
                        rooms.entries(row.room())))
                .toList();
    }

    private List<CaseRow> ofDay(Actor.Official by, LocalDate day) {
        var from = day.atStartOfDay(ProductClock.ROME).toInstant();
        var to = day.plusDays(1).atStartOfDay(ProductClock.ROME).toInstant();
        return rows.ofOffice(by.office(), from, to).stream()
                .filter(row -> row.judged() == null)
                .filter(caseload.held(by))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CaseFile> find(CaseId id, Actor by) {
        return rows.find(id).flatMap(row -> asSeenBy(row, by));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CaseFile> ofAppointment(AppointmentId appointment, Actor by) {
        return rows.of(appointment).flatMap(row -> asSeenBy(row, by));
    }

    private Optional<CaseFile> asSeenBy(CaseRow row, Actor by) {
        return switch (by) {
            case Actor.Official official ->
                caseload.playable(row.id(), official).map(it -> caseload.file(it.id()));
            case Actor.Booker booker -> caseload.entryOf(row, booker).map(entry -> caseload.fileForParty(row, entry));
            case Actor.Guest guest -> caseload.entryOf(row, guest).map(entry -> caseload.fileForParty(row, entry));
            case Actor.System system -> Optional.of(caseload.file(row.id()));
            case Actor.Client client -> Optional.empty();
        };
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Map<String, String>> facts(CaseId id, Actor.Official by) {
        return caseload.readable(id, by).map(row -> {
            var appointment = caseload.appointment(row);
            var facts = new LinkedHashMap<>(appointment.matter().answers());
            if (!row.status().settled())
                conclusions.obstacles(row, appointment).forEach((code, why) -> facts.put("obstacle." + code, why));
            return Map.copyOf(facts);
        });
    }

    @Override
    @Transactional
    public Rooms.Opening open(CaseId id, Actor.Official by) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new Rooms.Opening.NotFound();
        if (row.status().settled()) return new Rooms.Opening.Over();
        if (row.status() == CaseFile.Status.OPEN
                && row.official() != null
                && !by.staff().equals(row.official())) return new Rooms.Opening.HeldBy(row.official());
        var refusal = talks.refusesOpening(row, by);
        if (refusal.isPresent()) return refusal.get();
        var opening = rooms.open(row.room(), by);
        if (opening instanceof Rooms.Opening.Opened && row.status() != CaseFile.Status.OPEN) {
            rows.open(row, by.staff(), clock.instant());
            talks.opened(row, by);
            audit.record(Act.of("casework.opened"), by.doer(), Settling.subject(id));
        }
        return opening;
    }

    @Override
    @Transactional(readOnly = true)
    public List<CaseFile.Tick> markers(CaseId id, Actor.Official by) {
        return caseload.playable(id, by).stream()
                .flatMap(row -> rows.ticks(List.of(row.id())).stream())
                .map(CaseRows.Of::what)
                .toList();
    }

    @Override
    @Transactional
    public Optional<Entry> invite(CaseId id, String role, String name, String mobile, Actor.Official by) {
        return caseload.locked(id, by)
                .filter(row -> !row.status().settled())
                .filter(row -> row.official() == null || by.staff().equals(row.official()))
                .map(row -> rooms.invite(row.room(), role, name, mobile, by));
    }

    @Override
    @Transactional
    public Verdict tick(CaseId id, String step, String outcome, String note, Actor.Official by) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new Verdict.NotFound();
        var policy = caseload.policy(row);
        var refusal = Papers.refusesOfficial(row, by)
                .or(() -> new Script(policy).refuses(step, outcome, rooms.entries(row.room())));
        if (refusal.isPresent()) return refused(refusal.get());
        var now = Instant.now();
        var recording = rooms.recording(row.room());
        boolean counts = !policy.recorded() || (recording.running() && !recording.inGap(now));
        rows.insertTick(
                id, new CaseFile.Tick(step, outcome, note.isBlank() ? null : shortened(note), now, by.staff(), counts));
        audit.record(
                Act.of("casework.ticked"),
                by.doer(),
                Settling.subject(id),
                Map.of("step", step, "outcome", outcome, "counts", String.valueOf(counts)));
        events.publishEvent(new ScriptTicked(id, step, outcome));
        return new Verdict.Done(caseload.file(id));
    }

    @Override
    public Verdict askPaper(CaseId id, String paper, Actor.Official by) {
        return papers.change(id, paper, "ASKED", Set.of("ASKED_NOT", "ASKED"), null, by);
    }

    @Override
    public Sent sendPaper(CaseId id, String paper, Path uploaded, Actor by) throws IOException {
        var refusal = papers.refuses(id, paper, by);
        if (refusal.isPresent()) return refusal.get();
        return switch (check.look(uploaded)) {
            case PaperCheck.Verdict.Fine(var mediaType, var extension) ->
                papers.keep(id, paper, uploaded, mediaType, by);
            case PaperCheck.Verdict unfit -> new Sent.Unfit(unfit);
        };
    }

    @Override
    public Verdict acceptPaper(CaseId id, String paper, Actor.Official by) {
        return papers.change(id, paper, "ACCEPTED", Set.of("SENT"), null, by);
    }

    @Override
    public Verdict askPaperAgain(CaseId id, String paper, String reason, Actor.Official by) {
        if (reason.isBlank()) return refused("case.refused.say_why");
        return papers.change(id, paper, "ASKED_AGAIN", Set.of("SENT", "ACCEPTED"), shortened(reason), by);
    }

    @Override
    public Optional<InputStream> openPaper(CaseId id, DocumentId document, Actor by) throws IOException {
        return papers.open(id, document, by);
    }

    @Override
    @Transactional
    public Verdict note(CaseId id, String text, Actor.Official by) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new Verdict.NotFound();
        if (row.status().settled()) return refused("case.refused.settled");
        if (row.official() != null && !by.staff().equals(row.official())) return refused("case.refused.held_by_other");
        if (text.isBlank()) return refused("case.refused.nothing_written");
        rows.insertNote(id, shortened(text), clock.instant(), by.staff());
        audit.record(Act.of("casework.noted"), by.doer(), Settling.subject(id));
        return new Verdict.Done(caseload.file(id));
    }

    @Override
    public List<Missing> missing(CaseId id, Actor.Official by) {
        return conclusions.missing(id, by);
    }

    @Override
    public Conclusion conclude(CaseId id, Actor.Official by, IdempotencyKey key) {
        return conclusions.conclude(id, by, key);
    }

    @Override
    @Transactional
    public Verdict suspend(CaseId id, Actor.Official by) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new Verdict.NotFound();
        var refusal = Papers.refusesOfficial(row, by);
        if (refusal.isPresent()) return refused(refusal.get());
        rows.suspend(row);
        rooms.suspend(row.room(), by);
        audit.record(Act.of("casework.suspended"), by.doer(), Settling.subject(id));
        return new Verdict.Done(caseload.file(id));
    }

    @Override
    @Transactional
    public Verdict abort(CaseId id, String reason, Actor.Official by) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new Verdict.NotFound();
        if (row.status().settled()) return refused("case.refused.settled");
        if (row.judged() != null) return refused("case.missing.ending");
        if (row.status() == CaseFile.Status.PREPARED) return refused("case.refused.not_open");
        if (!by.staff().equals(row.official())) return refused("case.refused.held_by_other");
        if (reason.isBlank()) return refused("case.refused.say_why");
        settling.settle(row, CaseRow.Settlement.aborted(shortened(reason)), by);
        return new Verdict.Done(caseload.file(id));
    }

    @Override
    public SecondAppointment secondAppointment(CaseId id, Instant startsAt, Actor.Official by, IdempotencyKey key) {
        // A consultancy ends with a summary, whatever follows: `Consultancies` ends it.
        return caseload.readable(id, by).filter(row -> row.judged() != null).isPresent()
                ? new SecondAppointment.Refused("case.missing.ending")
                : conclusions.secondAppointment(id, startsAt, by, key);
    }

    private static Verdict refused(String why) {
        return new Verdict.Refused(why, Map.of());
    }

    private static String shortened(String text) {
        var tidy = text.strip();
        return tidy.length() <= LONGEST_TEXT ? tidy : tidy.substring(0, LONGEST_TEXT);
    }
}
