package sportello.intermediaries;

import java.util.Optional;
import java.util.UUID;

/// One position in one Cassetto.
public record PositionId(UUID value) {

    static Optional<PositionId> parse(String text) {
        try {
            return Optional.of(new PositionId(UUID.fromString(text)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
