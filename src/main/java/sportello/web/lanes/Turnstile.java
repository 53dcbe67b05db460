package sportello.web.lanes;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Lets so many in at once, lets a few more wait a little in the order they came, and tells everybody else when to come
/// again.
final class Turnstile {

    private final EntranceSettings.Limit limit;
    private final Semaphore places;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final Returns returns;

    Turnstile(EntranceSettings.Limit limit, LongSupplier nanos) {
        this.limit = limit;
        this.places = new Semaphore(limit.most(), true);
        this.returns = new Returns(nanos);
    }

    /// Whoever is let in goes `out` again.
    boolean in() {
        if (places.tryAcquire()) return true;
        if (waiting.incrementAndGet() <= limit.mostWaiting()) {
            try {
                if (places.tryAcquire(limit.longest().toNanos(), TimeUnit.NANOSECONDS)) return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.decrementAndGet();
            }
        } else {
            waiting.decrementAndGet();
        }
        refused.increment();
        return false;
    }

    void out() {
        answered.increment();
        returns.served();
        places.release();
    }

    /// In how many seconds whoever was just refused should come again.
    int again() {
        return returns.next();
    }

    int inside() {
        return limit.most() - places.availablePermits();
    }

    int waiting() {
        return waiting.get();
    }

    long refused() {
        return refused.sum();
    }

    long answered() {
        return answered.sum();
    }
}
