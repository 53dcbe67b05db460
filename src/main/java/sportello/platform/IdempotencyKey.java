package sportello.platform;

import java.util.UUID;

/// Sent with what may be sent twice: the second time the first answer comes back and nothing happens again.
public record IdempotencyKey(UUID value) {

    public static IdempotencyKey next() {
        return new IdempotencyKey(UUID.randomUUID());
    }
}
