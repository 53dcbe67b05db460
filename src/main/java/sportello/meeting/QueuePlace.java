package sportello.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Where somebody stands among today's rooms of the office, and how many minutes until their turn if every meeting
/// takes the time planned. An estimate, never below the time left to the hour of the appointment.
public record QueuePlace(int place, int minutes) {

    /// One of today's rooms not yet over. `attended`: a guest is there.
    record Turn(
            RoomId room,
            Instant startsAt,
            Instant endsAt,
            @Nullable Instant openedAt,
            boolean open,
            boolean attended) {

        Duration length() {
            return Duration.between(startsAt, endsAt);
        }
    }

    /// As many desks as the plan puts at the same hour, or as are open now.
    static QueuePlace of(List<Turn> today, Turn mine, Instant now) {
        if (mine.open()) return new QueuePlace(1, 0);
        var ahead = new ArrayList<Turn>();
        for (var turn : today) {
            if (turn.room().equals(mine.room())) continue;
            boolean stillComing = turn.attended() || turn.startsAt().isAfter(now);
            if (turn.open() || (stillComing && turn.startsAt().isBefore(mine.startsAt()))) ahead.add(turn);
        }
        int desks = Math.max(1, (int) today.stream().filter(Turn::open).count());
        for (var turn : today) {
            int together = (int) today.stream()
                    .filter(other -> other.startsAt().equals(turn.startsAt()))
                    .count();
            desks = Math.max(desks, together);
        }
        var free = new PriorityQueue<Instant>();
        for (int i = 0; i < desks; i++) free.add(now);
        ahead.sort(Comparator.comparing(Turn::open).reversed().thenComparing(Turn::startsAt));
        for (var turn : ahead) {
            var desk = free.remove();
            var begins = turn.openedAt() != null && turn.open() ? turn.openedAt() : later(desk, turn.startsAt());
            free.add(later(begins.plus(turn.length()), now));
        }
        var turnComes = later(free.remove(), mine.startsAt());
        int minutes =
                (int) Math.max(0, Math.ceilDiv(Duration.between(now, turnComes).toSeconds(), 60));
        return new QueuePlace(ahead.size() + 1, minutes);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
