package sportello.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody asked and was told, by the wall clock of the test: the answer is true or the product lied.
record Said(
        Instant began,
        Instant ended,
        UUID person,
        String asked,
        @Nullable UUID key,
        Answer answer) {

    sealed interface Answer {
        record Held(UUID hold, Instant hour) implements Answer {}

        /// Every desk of `counter` (null: of all counters) at that hour is somebody's.
        record Taken(@Nullable UUID counter, Instant hour) implements Answer {}

        record LetGo(UUID hold) implements Answer {}

        record Booked(UUID appointment, Instant hour) implements Answer {}

        record Moved(UUID appointment, Instant from, Instant to) implements Answer {}

        record GivenUp(UUID appointment) implements Answer {}

        record Waits(UUID wish) implements Answer {}

        /// `movedFrom` null when it is a new appointment.
        record Accepted(
                UUID offer,
                UUID appointment,
                Instant hour,
                @Nullable Instant movedFrom) implements Answer {}

        record PassedOn(UUID offer) implements Answer {}

        record LeftTheLine(UUID wish) implements Answer {}

        /// Whatever the reason, nothing happened.
        record No(String why) implements Answer {}

        /// No answer came: the node died, or broke.
        record None(String why) implements Answer {}
    }
}
