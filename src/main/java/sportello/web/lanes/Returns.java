package sportello.web.lanes;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// When those who were sent away should come again: one after the other, at half the pace at which requests are being
/// answered now, since others come for the first time meanwhile. So the wait is what the crowd costs, and nobody comes
/// back in the same second as everybody else.
final class Returns {

    private static final int SOONEST = 2;
    private static final int LATEST = 120;
    private static final double SLOWEST_PACE = 5;
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);
    private static final long ENOUGH = TimeUnit.MILLISECONDS.toNanos(250);
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private long from;
    private long inWindow;
    private double pace = SLOWEST_PACE;
    private double taken;
    private long lastAt;

    Returns(LongSupplier nanos) {
        this.nanos = nanos;
        from = nanos.getAsLong();
        lastAt = from;
    }

    synchronized void served() {
        inWindow++;
        reckon(nanos.getAsLong());
    }

    private void reckon(long now) {
        if (now - from < WINDOW) return;
        pace = Math.max(SLOWEST_PACE, inWindow / ((now - from) / SECOND));
        inWindow = 0;
        from = now;
    }

    /// A crowd that has just come is not judged by the calm before it.
    private double pace(long now) {
        long since = now - from;
        return since < ENOUGH ? pace : Math.max(pace, inWindow / (since / SECOND));
    }

    /// Seconds from now.
    synchronized int next() {
        long now = nanos.getAsLong();
        reckon(now);
        taken = Math.max(0, taken - (now - lastAt) / SECOND) + 2 / pace(now);
        lastAt = now;
        // Beyond what can be promised the whole stretch is used again, from its beginning.
        if (taken > LATEST - SOONEST) taken = 0;
        return SOONEST + (int) taken;
    }
}
