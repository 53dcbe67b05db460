package sportello.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import sportello.platform.ProductClock;

/// Until when a freed hour is offered to one person (rule G8). The clock of an offer stands still in the quiet hours:
/// it runs only while people may be called. An offer lasts as long as the policy says, but no longer than a quarter of
/// the waking time left before its hour, so that those after may have their turn too; when that is less than is worth
/// offering, the hour is everybody's.
record OfferClock(LocalTime quietFrom, LocalTime quietUntil, Duration least) {

    private static final int TURNS = 4;

    OfferClock {
        if (!quietUntil.isBefore(quietFrom))
            throw new IllegalArgumentException("Quiet hours begin in the evening and end in the morning");
    }

    static OfferClock of(BookingSettings settings) {
        return new OfferClock(settings.quietFrom(), settings.quietUntil(), settings.leastOffer());
    }

    Optional<Instant> until(Instant now, Instant startsAt, Duration most) {
        var share = awake(now, startsAt).dividedBy(TURNS);
        var lasts = share.compareTo(most) < 0 ? share : most;
        if (lasts.compareTo(least) < 0) return Optional.empty();
        return Optional.of(after(now, lasts));
    }

    private Duration awake(Instant from, Instant to) {
        var sum = Duration.ZERO;
        for (var day = dayOf(from); !day.isAfter(dayOf(to)); day = day.plusDays(1)) {
            var begins = later(from, at(day, quietUntil));
            var ends = earlier(to, at(day, quietFrom));
            if (begins.isBefore(ends)) sum = sum.plus(Duration.between(begins, ends));
        }
        return sum;
    }

    /// An end that would fall on the first quiet moment is the next morning's first.
    private Instant after(Instant from, Duration awake) {
        var left = awake;
        for (var day = dayOf(from); ; day = day.plusDays(1)) {
            var begins = later(from, at(day, quietUntil));
            var ends = at(day, quietFrom);
            if (!begins.isBefore(ends)) continue;
            var stretch = Duration.between(begins, ends);
            if (left.compareTo(stretch) < 0) return begins.plus(left);
            left = left.minus(stretch);
        }
    }

    private static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ProductClock.ROME);
    }

    private static Instant at(LocalDate day, LocalTime hour) {
        return day.atTime(hour).atZone(ProductClock.ROME).toInstant();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
