package sportello.booking;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Whether this node confirms more than it can also follow up in passing: more in a second, or in the one before, than
/// is calm, or more than a tenth of that at once, which tells a slow machine from a quiet morning.
@Component
class Rush {

    private static final long SECOND = 1_000_000_000L;
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final int LONGEST_MILLIS = 500;

    private final int calm;
    private final LongSupplier nanos;
    private final AtomicReference<Counted> counted = new AtomicReference<>(new Counted(0, 0, 0));
    private final Semaphore passing;

    @Autowired
    Rush(BookingSettings settings) {
        this(settings.calm(), System::nanoTime);
    }

    Rush(int calm, LongSupplier nanos) {
        this.calm = calm;
        this.nanos = nanos;
        this.passing = new Semaphore((calm + 9) / 10);
    }

    /// Confirmations in a second of the machine's own count, and in the one before.
    private record Counted(long second, int before, int now) {

        Counted in(long second) {
            if (second == this.second) return this;
            return new Counted(second, second == this.second + 1 ? now : 0, 0);
        }

        Counted oneMore() {
            return new Counted(second, before, now + 1);
        }

        int most() {
            return Math.max(before, now);
        }
    }

    /// False when it is left to the workers.
    boolean inPassing(Runnable work) {
        var here = counted.updateAndGet(was -> was.in(second()).oneMore());
        if (here.most() > calm || !passing.tryAcquire()) return false;
        try {
            work.run();
            return true;
        } finally {
            passing.release();
        }
    }

    /// How long a worker gives way before each thing it does; none on a calm day. The greater the rush, the longer.
    Duration breath() {
        int pace = counted.get().in(second()).most();
        if (pace > calm) return Duration.ofMillis(Math.min(pace, LONGEST_MILLIS));
        return passing.availablePermits() == 0 ? BREATH : Duration.ZERO;
    }

    private long second() {
        return Math.floorDiv(nanos.getAsLong(), SECOND);
    }
}
