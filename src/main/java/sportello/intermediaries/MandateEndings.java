package sportello.intermediaries;

import java.time.LocalDate;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.platform.ClockMoved;
import sportello.platform.ProductClock;

/// What follows when a mandate ends: the studio's appointments on the position are given up and it is told. Mandates
/// whose last day has passed end here, one transaction each: one that fails does not hold up the others.
@Component
class MandateEndings {

    private static final Logger LOG = LoggerFactory.getLogger(MandateEndings.class);
    private static final Actor.System SELF = new Actor.System("intermediaries");

    private final MandateRows rows;
    private final Bookings bookings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    MandateEndings(
            MandateRows rows,
            Bookings bookings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.bookings = bookings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// False when it has ended already.
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(Mandate mandate, Mandate.EndReason reason, Actor by) {
        var ended = rows.end(mandate.id(), reason, clock.instant());
        ended.ifPresent(it -> follow(it, by.doer()));
        return ended.isPresent();
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT1M")
    public void endExpired() {
        var today = clock.today();
        for (var id : rows.overBefore(today)) {
            try {
                transaction.executeWithoutResult(
                        tx -> rows.expire(id, today, clock.instant()).ifPresent(ended -> follow(ended, SELF.doer())));
            } catch (RuntimeException failed) {
                LOG.error("A mandate whose last day has passed could not be ended: {}", id, failed);
            }
        }
    }

    @EventListener
    public void on(ClockMoved moved) {
        endExpired();
    }

    private void follow(Mandate ended, Doer by) {
        var reason = String.valueOf(ended.endReason());
        audit.record(
                Act.of("intermediaries.mandate-ended"),
                by,
                new Subject("mandate", ended.id()),
                Map.of(
                        "position",
                        ended.position().toString(),
                        "studio",
                        ended.studio().toString(),
                        "reason",
                        reason));
        if (goesOn(ended, clock.today())) return;
        giveUp(ended);
        events.publishEvent(
                new MandateEnded(ended.id(), ended.position(), ended.studio(), Mandate.EndReason.valueOf(reason)));
    }

    /// Renewed from the day after: nothing ends for the studio, and there is nothing to tell.
    private boolean goesOn(Mandate ended, LocalDate today) {
        return rows.active(ended.position(), ended.studio(), today).isPresent();
    }

    private void giveUp(Mandate ended) {
        for (var appointment : bookings.openOf(ended.studio())) {
            if (appointment.matter().get("position").equals(ended.position().toString()))
                bookings.cancel(appointment.id(), SELF, "mandate-ended");
        }
    }
}
