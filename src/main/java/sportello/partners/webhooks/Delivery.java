package sportello.partners.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far the telling of something has come.
public record Delivery(
        Happening happening,
        State state,
        int attempts,
        @Nullable Instant deliveredAt,
        @Nullable String trouble) {

    public enum State {
        QUEUED,
        DELIVERED,
        /// Set aside: the receiver refused it too often, or was not there for days. A replay sends it again.
        DEAD
    }
}
