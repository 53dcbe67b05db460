package sportello.web.room;

import java.time.Duration;
import java.time.Instant;

/// How often somebody may speak: `burst` at once, then one each `every`.
final class Pace {

    private final int burst;
    private final Duration every;
    private double left;
    private Instant last;

    Pace(int burst, Duration every, Instant now) {
        this.burst = burst;
        this.every = every;
        this.left = burst;
        this.last = now;
    }

    synchronized boolean allows(Instant now) {
        var passed = Duration.between(last, now);
        if (passed.isPositive()) {
            left = Math.min(burst, left + (double) passed.toNanos() / every.toNanos());
            last = now;
        }
        if (left < 1) return false;
        left -= 1;
        return true;
    }
}
