package sportello.booking;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// Whether this node confirms more in a second than it can also follow up in passing.
@Component
class Rush {

    private static final long SECOND = 1_000_000_000L;

    private final int calm;

    /// Second of the machine's own count in the upper bits, confirmations in it in the lower twenty.
    private final AtomicLong counted = new AtomicLong();

    Rush(BookingSettings settings) {
        this.calm = settings.calm();
    }

    /// Counts one; true while there are few.
    boolean confirmed() {
        long now = second();
        return (counted.updateAndGet(was -> was >> 20 == now ? was + 1 : now << 20 | 1) & 0xFFFFF) <= calm;
    }

    boolean is() {
        long was = counted.get();
        return (was & 0xFFFFF) > calm && second() - (was >> 20) <= 1;
    }

    private static long second() {
        return System.nanoTime() / SECOND & 0x7FFFFFFFFFL;
    }
}
