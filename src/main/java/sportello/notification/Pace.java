package sportello.notification;

import java.time.Duration;

/// How many messages may be under way at one provider: fewer after each complaint, one more after each round without
/// any. Moments are `System.nanoTime`: the machine's clock may step.
final class Pace {

    private static final int MOST_DOUBLINGS = 20;

    private final int most;
    private final int perSecond;
    private final long firstPause;
    private final long longestPause;
    private int width;
    private int underWay;
    private int wellInARow;
    private int complaints;
    private boolean paused;
    private boolean silent;
    private long until;
    private double credit;
    private long creditAt;

    Pace(int most, int perSecond, Duration firstPause, Duration longestPause, long now) {
        this.most = most;
        this.perSecond = perSecond;
        this.firstPause = firstPause.toNanos();
        this.longestPause = longestPause.toNanos();
        this.width = most;
        this.credit = burst();
        this.creditAt = now;
    }

    /// How many more may begin.
    synchronized int room(long now) {
        if (paused(now)) return 0;
        int free = width - underWay;
        if (free <= 0) return 0;
        if (perSecond == 0) return free;
        credit = Math.min(burst(), credit + (now - creditAt) / 1e9 * perSecond);
        creditAt = now;
        return Math.min(free, (int) credit);
    }

    /// After a complaint or a silence.
    synchronized boolean resting(long now) {
        return paused(now);
    }

    /// Resting because nobody answered, not because of a complaint.
    synchronized boolean silent(long now) {
        return paused(now) && silent;
    }

    private boolean paused(long now) {
        if (paused && now - until >= 0) paused = false;
        return paused;
    }

    synchronized int width() {
        return width;
    }

    synchronized void begin(int messages) {
        underWay += messages;
        credit -= messages;
    }

    synchronized void end(int messages) {
        underWay -= messages;
    }

    synchronized void wentWell() {
        if (++wellInARow < width) return;
        wellInARow = 0;
        complaints = 0;
        width = Math.min(most, width + 1);
    }

    /// A provider that complains of everything under way complains once.
    synchronized void complained(long now) {
        if (paused(now)) return;
        width = Math.max(1, width / 2);
        pause(now, false);
    }

    synchronized void wentSilent(long now) {
        if (silent(now)) return;
        width = 1;
        pause(now, true);
    }

    private void pause(long now, boolean silently) {
        wellInARow = 0;
        paused = true;
        silent = silently;
        until = now + Math.min(longestPause, firstPause << Math.min(complaints, MOST_DOUBLINGS));
        complaints++;
    }

    /// Enough for the longest time between two looks.
    private double burst() {
        return Math.max(1, perSecond / 4.0);
    }
}
