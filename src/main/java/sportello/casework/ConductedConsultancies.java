package sportello.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.documents.PaperCheck;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// Cases prepared by triage as both sides meet them; what is decided about them stands in the classes it calls.
@Service
class ConductedConsultancies implements Consultancies {

    private static final int MOST_PAST = 50;

    private final CaseRows rows;
    private final ConsultancyRows consultancies;
    private final QueueRows queue;
    private final ConsultancyFiles files;
    private final Caseload caseload;
    private final Charges charges;
    private final Judgements judgements;
    private final Arrangements arrangements;
    private final Talks talks;
    private final RequestedPapers papers;
    private final PaperCheck check;
    private final ProductClock clock;

    ConductedConsultancies(
            CaseRows rows,
            ConsultancyRows consultancies,
            QueueRows queue,
            ConsultancyFiles files,
            Caseload caseload,
            Charges charges,
            Judgements judgements,
            Arrangements arrangements,
            Talks talks,
            RequestedPapers papers,
            PaperCheck check,
            ProductClock clock) {
        this.rows = rows;
        this.consultancies = consultancies;
        this.queue = queue;
        this.files = files;
        this.caseload = caseload;
        this.charges = charges;
        this.judgements = judgements;
        this.arrangements = arrangements;
        this.talks = talks;
        this.papers = papers;
        this.check = check;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Queue queue(Actor.Official by, QueueFilter filter) {
        if (!by.may(Right.HOLD_MEETINGS)) return nothing();
        var today = clock.today().atStartOfDay(ProductClock.ROME).toInstant();
        var tomorrow = clock.today().plusDays(1).atStartOfDay(ProductClock.ROME).toInstant();
        return queue.page(caseload.reader(by), filter, today, tomorrow);
    }

    private static Queue nothing() {
        var counts = new EnumMap<QueueFilter.View, Integer>(QueueFilter.View.class);
        for (var view : QueueFilter.View.values()) counts.put(view, 0);
        return new Queue(List.of(), counts, null);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Consultancy> find(CaseId id, Actor by) {
        return rows.find(id).flatMap(row -> asSeenBy(row, by));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Consultancy> ofAppointment(AppointmentId appointment, Actor by) {
        return rows.of(appointment).flatMap(row -> asSeenBy(row, by));
    }

    private Optional<Consultancy> asSeenBy(CaseRow row, Actor by) {
        if (row.judged() == null) return Optional.empty();
        return switch (by) {
            case Actor.Official official ->
                caseload.readable(row.id(), official).map(it -> files.file(it.id()));
            case Actor.Booker booker ->
                caseload.onTheOtherSide(row, booker) ? Optional.of(files.fileForParty(row.id())) : Optional.empty();
            case Actor.System system -> Optional.of(files.file(row.id()));
            case Actor.Guest guest -> Optional.empty();
            case Actor.Client client -> Optional.empty();
        };
    }

    @Override
    @Transactional(readOnly = true)
    public List<Consultancy.Past> history(CaseId id, Actor.Official by) {
        return caseload.readable(id, by)
                .filter(row -> row.judged() != null)
                .map(row -> consultancies.past(row, caseload.reader(by).units(), MOST_PAST))
                .orElse(List.of());
    }

    @Override
    public Verdict take(CaseId id, Actor.Official by) {
        return charges.take(id, by);
    }

    @Override
    public Verdict pass(CaseId id, UUID staff, String note, Actor.Official by) {
        return charges.pass(id, staff, note, by);
    }

    @Override
    public Verdict leave(CaseId id, Actor.Official by) {
        return charges.leave(id, by);
    }

    @Override
    public List<Offices.StaffMember> colleagues(CaseId id, Actor.Official by) {
        return charges.colleagues(id, by);
    }

    @Override
    public Verdict accept(CaseId id, String message, Actor.Official by) {
        return judgements.accept(id, message, by);
    }

    @Override
    public Verdict askPapers(
            CaseId id, List<String> what, LocalDate until, String message, Actor.Official by, IdempotencyKey key) {
        return judgements.askPapers(id, what, until, message, by, key);
    }

    @Override
    public Verdict settleInWriting(CaseId id, String answer, Actor.Official by, IdempotencyKey key) {
        return judgements.settleInWriting(id, answer, by, key);
    }

    @Override
    public Verdict decline(CaseId id, String reason, Actor.Official by, IdempotencyKey key) {
        return judgements.decline(id, reason, by, key);
    }

    @Override
    public void endWithoutTalk(AppointmentId appointment, Consultancy.Message.Kind as, String text, Actor.Official by) {
        judgements.endWithoutTalk(appointment, as, text, by);
    }

    @Override
    public Verdict undo(CaseId id, Actor.Official by) {
        return judgements.undo(id, by);
    }

    @Override
    public Verdict logContact(CaseId id, Contact attempt, Actor.Official by, IdempotencyKey key) {
        return arrangements.logContact(id, attempt, by, key);
    }

    @Override
    public Verdict agreeVenue(CaseId id, Venue venue, String reason, Actor.Official by) {
        return arrangements.agreeVenue(id, venue, reason, by);
    }

    @Override
    @Transactional(readOnly = true)
    public Place place(CaseId id) {
        var judged = rows.find(id).map(CaseRow::judged).orElse(null);
        if (judged == null) return Place.HERE;
        return switch (judged.venue()) {
            case OWN_ROOM -> Place.HERE;
            case TEAMS -> Place.TEAMS;
            case PHONE -> Place.PHONE;
            case null -> Place.NOT_AGREED;
        };
    }

    @Override
    public Verdict start(CaseId id, Actor.Official by) {
        return talks.start(id, by);
    }

    @Override
    public Verdict finish(CaseId id, Ending ending, Actor.Official by, IdempotencyKey key) {
        return talks.finish(id, ending, by, key);
    }

    @Override
    public Cases.SecondAppointment second(
            CaseId id, Instant startsAt, String note, String summary, Actor.Official by, IdempotencyKey key) {
        return talks.second(id, startsAt, note, summary, by, key);
    }

    @Override
    public Cases.Sent sendPaper(CaseId id, @Nullable UUID request, Path uploaded, Actor.Booker by) throws IOException {
        var refusal = papers.refuses(id, request, by);
        if (refusal.isPresent()) return refusal.get();
        return switch (check.look(uploaded, PaperCheck.BY_THE_CHANNEL)) {
            case PaperCheck.Verdict.Fine(var mediaType, var extension) ->
                papers.keep(id, request, uploaded, mediaType, by);
            case PaperCheck.Verdict unfit -> new Cases.Sent.Unfit(unfit);
        };
    }

    @Override
    public Verdict acceptPaper(CaseId id, UUID request, Actor.Official by) {
        return papers.accept(id, request, by);
    }

    @Override
    public Verdict askPaperAgain(CaseId id, UUID request, String reason, Actor.Official by) {
        return papers.askAgain(id, request, reason, by);
    }

    @Override
    public Optional<InputStream> openPaper(CaseId id, DocumentId document, Actor by) throws IOException {
        return papers.open(id, document, by);
    }
}
