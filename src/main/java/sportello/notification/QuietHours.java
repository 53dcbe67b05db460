package sportello.notification;

import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import sportello.platform.ProductClock;

/// When nobody is to be disturbed with what can wait: from `from` to just before `until`, in Rome, over midnight or
/// not.
/// Both the same: never.
record QuietHours(LocalTime from, LocalTime until) {

    /// When they are over, or null outside them.
    @Nullable Instant over(Instant now) {
        var here = ProductClock.inRome(now);
        var time = here.toLocalTime();
        var overMidnight = from.isAfter(until);
        var quiet = overMidnight
                ? !time.isBefore(from) || time.isBefore(until)
                : !time.isBefore(from) && time.isBefore(until);
        if (!quiet) return null;
        var day = here.toLocalDate();
        var last = overMidnight && !time.isBefore(until) ? day.plusDays(1) : day;
        return last.atTime(until).atZone(ProductClock.ROME).toInstant();
    }
}
