package sportello.agenda;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.platform.ClockMoved;
import sportello.platform.ProductClock;

/// Due work of every node: a hold that ran out goes to who waits for its place, one transaction each, none taken twice.
/// Where nobody waits it stays until somebody chooses that hour, so that its holder can still be told it ran out.
@Component
class HoldsRunningOut {

    private static final Logger LOG = LoggerFactory.getLogger(HoldsRunningOut.class);

    private final OfficeAgenda agenda;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    HoldsRunningOut(OfficeAgenda agenda, ProductClock clock, PlatformTransactionManager transactions) {
        this.agenda = agenda;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(initialDelay = 3_000, fixedDelay = 1_000)
    public void passOn() {
        try {
            while (Boolean.TRUE.equals(transaction.execute(status -> agenda.passOnOneThatRanOut(clock.instant()))))
                Thread.onSpinWait();
        } catch (RuntimeException failed) {
            LOG.error("A hold that ran out could not be passed on", failed);
        }
    }

    @EventListener
    public void on(ClockMoved moved) {
        passOn();
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    public void forget() {
        transaction.executeWithoutResult(status -> agenda.forgetHoldsThatRanOut(clock.instant()));
    }
}
