package sportello.intermediaries;

import java.util.Optional;
import java.util.UUID;

/// One question.
public record QuestionId(UUID value) {

    public static Optional<QuestionId> parse(String text) {
        try {
            return Optional.of(new QuestionId(UUID.fromString(text.strip())));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
