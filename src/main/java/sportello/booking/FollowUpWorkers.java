package sportello.booking;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import sportello.booking.FollowUpRows.Waiting;

/// Does what confirming requests left undone, also those of a node that died. In a rush it goes slowly, so that
/// confirmations come first, but nothing waits longer than the patience of the settings.
@Component
class FollowUpWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FollowUpWorkers.class);
    private static final int MOST_AT_ONCE = 50;

    private final FollowUpRows rows;
    private final Rush rush;
    private final BookingSettings settings;
    private final Semaphore bell = new Semaphore(0);
    private volatile Predicate<AppointmentId> work = id -> false;
    private volatile boolean running;
    private Thread foreman = Thread.currentThread();
    private @Nullable ExecutorService hands;

    FollowUpWorkers(FollowUpRows rows, Rush rush, BookingSettings settings) {
        this.rows = rows;
        this.rush = rush;
        this.settings = settings;
    }

    void serve(Predicate<AppointmentId> each) {
        work = each;
    }

    void wake() {
        if (bell.availablePermits() == 0) bell.release();
    }

    @Override
    public void start() {
        running = true;
        hands = Executors.newFixedThreadPool(
                settings.followUpWorkers(),
                Thread.ofVirtual().name("follow-up-", 0).factory());
        foreman = Thread.ofVirtual().name("follow-ups").start(this::run);
    }

    private void run() {
        while (running) {
            try {
                if (bell.tryAcquire(1, TimeUnit.SECONDS)) bell.drainPermits();
                while (running && some()) Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("What follows bookings waits: {}", e.getMessage());
            }
        }
    }

    /// One round of those due. True when something was done and there may be more.
    boolean some() throws InterruptedException {
        var hands = Objects.requireNonNull(this.hands);
        var due = rows.due(MOST_AT_ONCE, settings.followUpPatience().toSeconds());
        var done = hands.invokeAll(due.stream().map(this::task).toList());
        return due.size() == MOST_AT_ONCE && done.stream().anyMatch(Future::resultNow);
    }

    private Callable<Boolean> task(Waiting one) {
        return () -> {
            if (!running) return false;
            if (!one.overdue()) LockSupport.parkNanos(rush.breath().toNanos());
            return work.test(one.appointment());
        };
    }

    /// What is under way is finished; the rest waits for the next start, or for another node.
    @Override
    public void stop() {
        running = false;
        bell.release();
        try {
            foreman.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (hands != null) hands.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
