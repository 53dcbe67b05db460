package sportello.casework;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.identity.Actor;
import sportello.meeting.Rooms;
import sportello.platform.ClockMoved;
import sportello.platform.ProductClock;

/// Due work of rule D15, one transaction per case: one that fails does not hold up the others.
@Component
class Lapses {

    private static final Logger LOG = LoggerFactory.getLogger(Lapses.class);
    private static final Actor.System SELF = new Actor.System("casework");

    private final CaseRows rows;
    private final Caseload caseload;
    private final Settling settling;
    private final Rooms rooms;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    Lapses(
            CaseRows rows,
            Caseload caseload,
            Settling settling,
            Rooms rooms,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.caseload = caseload;
        this.settling = settling;
        this.rooms = rooms;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// Not at once after a start: whoever was waiting when the product went down must have had time to come back.
    @Scheduled(initialDelayString = "PT90S", fixedDelayString = "PT15S")
    public void lapse() {
        var now = clock.instant();
        var today = clock.today().atStartOfDay(ProductClock.ROME).toInstant();
        for (var id : rows.thatMayLapse(now, today)) {
            try {
                transaction.executeWithoutResult(tx -> lapse(id, now));
            } catch (RuntimeException failed) {
                LOG.error("A case could not be ended for lateness: {}", id, failed);
            }
        }
    }

    @EventListener
    public void on(ClockMoved moved) {
        lapse();
    }

    private void lapse(CaseId id, Instant now) {
        var row = rows.lock(id).orElseThrow();
        var lateness = new Lateness(
                row.status(),
                row.startsAt(),
                row.openedAt(),
                caseload.policy(row).lapsesAfter(),
                rooms.entries(row.room()));
        switch (lateness.at(now)) {
            case STAYS -> {}
            case LAPSES -> settling.settle(row, CaseRow.Settlement.of(CaseFile.Status.LAPSED), SELF);
            case OFFICE_NEVER_CAME ->
                settling.settle(row, CaseRow.Settlement.aborted("case.reason.office_never_came"), SELF);
            case LEFT_UNFINISHED ->
                settling.settle(row, CaseRow.Settlement.aborted("case.reason.left_unfinished"), SELF);
        }
    }
}
