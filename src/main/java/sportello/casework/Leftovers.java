package sportello.casework;

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

/// Ends what was left over of cases judged beforehand, one transaction per case.
@Component
class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Actor.System SELF = new Actor.System("casework");

    private final CaseRows rows;
    private final ConsultancyRows consultancies;
    private final Caseload caseload;
    private final Settling settling;
    private final Rooms rooms;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    Leftovers(
            CaseRows rows,
            ConsultancyRows consultancies,
            Caseload caseload,
            Settling settling,
            Rooms rooms,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.consultancies = consultancies;
        this.caseload = caseload;
        this.settling = settling;
        this.rooms = rooms;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// Not at once after a start: whoever was there when the product went down must have had time to come back.
    @Scheduled(initialDelayString = "PT95S", fixedDelayString = "PT15S")
    public void end() {
        for (var id : consultancies.thatMayBeOver(clock.instant())) {
            try {
                transaction.executeWithoutResult(tx -> end(id));
            } catch (RuntimeException failed) {
                LOG.error("A case left over could not be ended: {}", id, failed);
            }
        }
    }

    @EventListener
    public void on(ClockMoved moved) {
        end();
    }

    private void end(CaseId id) {
        var row = rows.lock(id).orElseThrow();
        var overdue = new Overdue(
                row.status(),
                row.startsAt(),
                row.endsAt(),
                row.openedAt(),
                caseload.policy(row).lapsesAfter(),
                row.judgedBefore().venue(),
                rooms.entries(row.room()));
        switch (overdue.at(clock.instant())) {
            case STAYS -> {}
            case MISSED_BY_OFFICE -> missed(row, Ending.How.MISSED_BY_OFFICE);
            case MISSED_BY_PARTY -> missed(row, Ending.How.MISSED_BY_PARTY);
            case TO_COMPLETE -> {
                consultancies.toComplete(row);
                settling.settle(row, CaseRow.Settlement.of(CaseFile.Status.CONCLUDED), SELF);
            }
        }
    }

    private void missed(CaseRow row, Ending.How side) {
        consultancies.end(row.id(), new Ending(side, "", "", false), clock.instant(), null, null);
        settling.missed(row, side, CaseRow.Settlement.of(CaseFile.Status.MISSED), SELF);
    }
}
