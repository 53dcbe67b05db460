package sportello.booking;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// Whether this node confirms more than it can also follow up in passing: more in a second than is calm, or more than a
/// tenth of that at once, which tells a slow machine from a quiet morning.
@Component
class Rush {

    private static final long SECOND = 1_000_000_000L;

    private final int calm;

    /// Second of the machine's own count in the upper bits, confirmations in it in the lower twenty.
    private final AtomicLong counted = new AtomicLong();

    private final Semaphore passing;

    Rush(BookingSettings settings) {
        this.calm = settings.calm();
        this.passing = new Semaphore((settings.calm() + 9) / 10);
    }

    /// False when it is left to the workers.
    boolean inPassing(Runnable work) {
        if (!confirmed() || !passing.tryAcquire()) return false;
        try {
            work.run();
            return true;
        } finally {
            passing.release();
        }
    }

    /// Counts one; true while there are few.
    private boolean confirmed() {
        long now = second();
        return (counted.updateAndGet(was -> was >> 20 == now ? was + 1 : now << 20 | 1) & 0xFFFFF) <= calm;
    }

    boolean is() {
        long was = counted.get();
        return passing.availablePermits() == 0 || (was & 0xFFFFF) > calm && second() - (was >> 20) <= 1;
    }

    private static long second() {
        return System.nanoTime() / SECOND & 0x7FFFFFFFFFL;
    }
}
