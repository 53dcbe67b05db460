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

        /// `from` null where the page does not say.
        record Moved(UUID appointment, @Nullable Instant from, Instant to) implements Answer {}

        record GivenUp(UUID appointment) implements Answer {}

        record Waits(UUID wish) implements Answer {}

        /// `movedFrom` null when it is a new appointment, `hour` where the page does not say.
        record Accepted(
                UUID offer,
                UUID appointment,
                Instant hour,
                @Nullable Instant movedFrom) implements Answer {}

        record PassedOn(UUID offer) implements Answer {}

        record LeftTheLine(UUID wish) implements Answer {}

        /// Whatever the reason, nothing happened.
        record No(String why) implements Answer {}

        /// No answer came: the node died, or broke. `about`: the appointment that was perhaps given up.
        record None(String why, @Nullable UUID about) implements Answer {}
    }
}
