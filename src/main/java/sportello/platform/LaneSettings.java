package sportello.platform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/// `sportello.lanes.<lane>.*`: the database connections of each lane of one node. Together two nodes stay within
/// PostgreSQL's usual hundred.
@Validated
@ConfigurationProperties("sportello.lanes")
record LaneSettings(
        @Valid @DefaultValue Pool staff,
        @Valid @DefaultValue Pool room,
        @Valid @Name("public") @DefaultValue Pool everybody,
        @Valid @DefaultValue Pool due) {

    private static final Duration ENDLESS = Duration.ZERO;

    LaneSettings {
        staff = staff.or(12, 10, 30, 10);
        room = room.or(8, 10, 30, 10);
        everybody = everybody.or(18, 3, 10, 4);
        due = due.or(8, 30, 0, 0);
    }

    Pool of(Lane lane) {
        return switch (lane) {
            case STAFF -> staff;
            case ROOM -> room;
            case PUBLIC -> everybody;
            case DUE -> due;
        };
    }

    /// @param connections at most
    /// @param connectionWait how long a request waits for one
    /// @param statement after which a statement is broken off, zero for never
    /// @param lock how long a statement waits for another's lock, zero for ever
    record Pool(
            @Nullable @Min(2) Integer connections,
            @Nullable Duration connectionWait,
            @Nullable Duration statement,
            @Nullable Duration lock) {

        private Pool or(int many, int waitSeconds, int statementSeconds, int lockSeconds) {
            return new Pool(
                    connections == null ? many : connections,
                    connectionWait == null ? Duration.ofSeconds(waitSeconds) : connectionWait,
                    statement == null ? Duration.ofSeconds(statementSeconds) : statement,
                    lock == null ? Duration.ofSeconds(lockSeconds) : lock);
        }

        int most() {
            return connections == null ? 2 : connections;
        }

        Duration patience() {
            return connectionWait == null ? ENDLESS : connectionWait;
        }

        Duration longestStatement() {
            return statement == null ? ENDLESS : statement;
        }

        Duration longestLock() {
            return lock == null ? ENDLESS : lock;
        }
    }
}
