package sportello.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Up to which entry everything is sealed for good, so that the trail is not read through every few seconds. Entries
/// are numbered when written and seen when committed: a number is left behind only once whatever was under way when it
/// was reached must be over.
final class Settled {

    static final Duration LONGEST_TRANSACTION = Duration.ofHours(1);

    private long upTo;
    private long next;
    private @Nullable Instant since;

    synchronized long upTo() {
        return upTo;
    }

    /// `highest`: the greatest number sealed so far, when nothing above `upTo` was left to seal.
    synchronized void nothingFresh(long highest, Instant now) {
        if (since != null && now.isBefore(since.plus(LONGEST_TRANSACTION))) return;
        if (since != null) upTo = next;
        next = highest;
        since = now;
    }
}
