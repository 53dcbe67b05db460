package sportello.platform;

import java.time.Duration;
import java.time.Instant;

/// The product's clock where demonstration mode lets it be moved, either way, on all nodes.
public interface MovableClock extends ProductClock {

    /// From now on the clock shows this instant and runs on.
    void moveTo(Instant now);

    /// Back to the machine's time.
    void reset();

    Duration shift();
}
