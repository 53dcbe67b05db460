package sportello.booking;

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

/// Due work of every node: an offer not answered in time goes to the one after, one transaction each, none taken twice.
@Component
class OffersRunningOut {

    private static final Logger LOG = LoggerFactory.getLogger(OffersRunningOut.class);

    private final Line line;
    private final WishRows rows;
    private final BookingSettings settings;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    OffersRunningOut(
            Line line,
            WishRows rows,
            BookingSettings settings,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.line = line;
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(initialDelay = 3_000, fixedDelay = 1_000)
    public void passOn() {
        try {
            while (Boolean.TRUE.equals(transaction.execute(status -> line.passOnOneThatRanOut()))) Thread.onSpinWait();
        } catch (RuntimeException failed) {
            LOG.error("An offer that ran out could not be passed on", failed);
        }
    }

    @EventListener
    public void on(ClockMoved moved) {
        passOn();
        forget();
    }

    @Scheduled(initialDelay = 1, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    public void forget() {
        var now = clock.instant();
        transaction.executeWithoutResult(status -> {
            rows.endThoseWithoutHope(clock.today(), now);
            rows.forgetEndedBefore(now.minus(settings.wishesKept()));
        });
    }
}
