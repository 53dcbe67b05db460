package sportello.casework;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.casework.Cases.SecondAppointment;
import sportello.casework.Consultancies.Verdict;
import sportello.identity.Actor;
import sportello.meeting.Rooms;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// The talk itself: begun, ended, completed later, continued another day. Never recorded (rule C11).
@Component
class Talks {

    private final CaseRows rows;
    private final ConsultancyRows consultancies;
    private final Charges charges;
    private final Settling settling;
    private final Conclusions conclusions;
    private final Rooms rooms;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    Talks(
            CaseRows rows,
            ConsultancyRows consultancies,
            Charges charges,
            Settling settling,
            Conclusions conclusions,
            Rooms rooms,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.consultancies = consultancies;
        this.charges = charges;
        this.settling = settling;
        this.conclusions = conclusions;
        this.rooms = rooms;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// Why the own room does not open for this case; empty when it may, or when the case is none judged beforehand.
    Optional<Rooms.Opening> refusesOpening(CaseRow row, Actor.Official by) {
        var judged = row.judged();
        if (judged == null) return Optional.empty();
        if (judged.inCharge() != null && !judged.inCharge().equals(by.staff()))
            return Optional.of(new Rooms.Opening.HeldBy(judged.inCharge()));
        if (judged.venue() != Venue.OWN_ROOM)
            return Optional.of(new Rooms.Opening.Refused("case.refused.venue_elsewhere"));
        if (rooms.find(row.room()).orElseThrow().plan().recorded()) {
            audit.record(Act.of("casework.recording-refused"), by.doer(), Settling.subject(row.id()));
            return Optional.of(new Rooms.Opening.Refused("case.refused.never_recorded"));
        }
        return Optional.empty();
    }

    /// The own room was opened: whoever opened it has the case, and what was judged stands.
    void opened(CaseRow row, Actor.Official by) {
        if (row.judged() == null) return;
        charges.taken(row, by);
        consultancies.actOn(row.id(), clock.instant());
    }

    @Transactional
    public Verdict start(CaseId id, Actor.Official by) {
        var before = charges.locked(id, by);
        if (before != null
                && before.status() == CaseFile.Status.OPEN
                && by.staff().equals(before.official())) return charges.done(id);
        return charges.act(
                id,
                by,
                row -> {
                    var venue = row.judgedBefore().venue();
                    if (row.status() != CaseFile.Status.PREPARED) return "case.refused.already_begun";
                    if (venue == null) return "case.refused.no_venue";
                    if (venue == Venue.OWN_ROOM) return "case.refused.open_the_room";
                    var day = ProductClock.inRome(row.startsAt()).toLocalDate();
                    return day.equals(clock.today()) ? Charges.NOTHING : "case.refused.not_today";
                },
                row -> {
                    rows.open(row, by.staff(), clock.instant());
                    consultancies.actOn(id, clock.instant());
                    audit.record(Act.of("casework.started"), by.doer(), Settling.subject(id));
                });
    }

    @Transactional
    public Verdict finish(CaseId id, Ending ending, Actor.Official by, IdempotencyKey key) {
        var before = charges.locked(id, by);
        if (before == null) return new Verdict.NotFound();
        if (consultancies.endedBy(id, key.value())) return charges.done(id);
        var tidy =
                new Ending(ending.how(), ending.note().strip(), ending.summary().strip(), ending.solved());
        if (tidy.note().length() > Charges.LONGEST_TEXT || tidy.summary().length() > Charges.LONGEST_TEXT)
            return Charges.refused("case.refused.too_long");
        if (tidy.how() == Ending.How.HELD && tidy.summary().isEmpty())
            return Charges.refused("case.refused.no_summary");
        if (before.status().settled()) return complete(before, tidy, by, key);
        return charges.act(id, by, row -> refusesEnding(row, tidy), row -> {
            consultancies.end(id, tidy, clock.instant(), by.staff(), key.value());
            if (tidy.how() == Ending.How.HELD) settling.settle(row, settlement(CaseFile.Status.CONCLUDED, key), by);
            else settling.missed(row, tidy.how(), settlement(CaseFile.Status.MISSED, key), by);
        });
    }

    private String refusesEnding(CaseRow row, Ending ending) {
        if (ending.how() == Ending.How.HELD)
            return row.status() == CaseFile.Status.PREPARED ? "case.refused.not_begun" : Charges.NOTHING;
        return clock.instant().isBefore(row.startsAt()) ? "case.refused.too_early" : Charges.NOTHING;
    }

    /// What the product ended as held is written up by who had it.
    private Verdict complete(CaseRow row, Ending ending, Actor.Official by, IdempotencyKey key) {
        if (!consultancies.isToComplete(row.id())) return Charges.refused("case.refused.settled");
        var inCharge = row.judgedBefore().inCharge();
        if (inCharge != null && !inCharge.equals(by.staff())) return charges.ofOther(inCharge);
        consultancies.end(row.id(), ending, clock.instant(), by.staff(), key.value());
        consultancies.completed(row.id());
        audit.record(Act.of("casework.completed"), by.doer(), Settling.subject(row.id()));
        events.publishEvent(new ConsultancyEnded(
                row.id(), row.appointment(), row.service(), Settling.kebab(ending.how()), ending.solved()));
        return charges.done(row.id());
    }

    SecondAppointment second(
            CaseId id, Instant startsAt, String note, String summary, Actor.Official by, IdempotencyKey key) {
        if (note.length() > Charges.LONGEST_TEXT || summary.length() > Charges.LONGEST_TEXT)
            return new SecondAppointment.Refused("case.refused.too_long");
        return Objects.requireNonNull(transaction.execute(tx -> {
            var row = charges.locked(id, by);
            if (row == null) return new SecondAppointment.NotFound();
            if (!row.status().settled()) {
                var ending = new Ending(Ending.How.HELD, note.strip(), summary.strip(), false);
                consultancies.end(id, ending, clock.instant(), by.staff(), key.value());
            }
            var agreed = conclusions.secondAppointment(id, startsAt, by, key);
            if (!(agreed instanceof SecondAppointment.Agreed)) tx.setRollbackOnly();
            return agreed;
        }));
    }

    private static CaseRow.Settlement settlement(CaseFile.Status status, IdempotencyKey key) {
        return new CaseRow.Settlement(status, null, key.value(), null, null);
    }
}
