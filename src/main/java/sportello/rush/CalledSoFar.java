package sportello.rush;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Up to which number each door has called, as this node heard a moment ago. Heard long ago is not heard.
final class CalledSoFar {

    private static final long LASTS = TimeUnit.SECONDS.toNanos(2);

    private final Map<String, Heard> doors = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    CalledSoFar(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Heard(long number, long at) {}

    void heard(Map<String, Long> numbers) {
        long now = nanos.getAsLong();
        numbers.forEach((door, number) -> doors.put(door, new Heard(number, now)));
    }

    OptionalLong at(String door) {
        var heard = doors.get(door);
        return heard == null || nanos.getAsLong() - heard.at() > LASTS
                ? OptionalLong.empty()
                : OptionalLong.of(heard.number());
    }
}
