package sportello.rush;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// A place in the line of one door. It is kept when the page is closed, on another device after login, and over a
/// restart; who is away when called goes in first when back.
///
/// @param number as given, rising by one
/// @param before how many came earlier and are still waiting, at most: some of them may have given up
/// @param estimate how long at the pace of the last minutes; empty while there is no pace to reckon from
/// @param askAgain when it makes sense to look again
public record Ticket(UUID id, long number, long before, Optional<Duration> estimate, Duration askAgain) {

    private static final Duration SOONEST = Duration.ofSeconds(2);
    private static final Duration NEAR = Duration.ofSeconds(6);
    private static final Duration LATEST = Duration.ofSeconds(15);

    /// @param called the highest number that went in
    /// @param perMinute how many went in during the last minutes, per minute
    static Ticket of(UUID id, long number, long called, double perMinute) {
        long before = Math.max(0, number - called - 1);
        var estimate = perMinute <= 0
                ? Optional.<Duration>empty()
                : Optional.of(Duration.ofSeconds((long) Math.ceil((before + 1) / perMinute * 60)));
        var unknown = before == 0 ? SOONEST : LATEST;
        return new Ticket(
                id, number, before, estimate, estimate.map(Ticket::pause).orElse(unknown));
    }

    /// Far from the door one looks seldom, half way through the wait, and never so seldom that a place called is long
    /// nobody's: the pace may be twice what it was. Near it one looks when it should be time.
    private static Duration pause(Duration estimate) {
        var pause = estimate.compareTo(NEAR) > 0 ? estimate.dividedBy(2) : estimate;
        if (pause.compareTo(SOONEST) < 0) return SOONEST;
        return pause.compareTo(LATEST) > 0 ? LATEST : pause;
    }
}
