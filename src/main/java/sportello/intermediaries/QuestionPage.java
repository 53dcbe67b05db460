package sportello.intermediaries;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.offices.Cassetto;

/// Some questions, newest first; `next` leads to those that follow.
public record QuestionPage(List<Line> lines, @Nullable String next) {

    public record Line(
            QuestionId id,
            String protocol,
            Cassetto cassetto,
            PositionId position,
            String positionCode,
            String positionName,
            UUID studio,
            String studioName,
            String topic,
            String subject,
            Question.State state,
            boolean negative,
            Instant askedAt,
            Instant lastAt) {}
}
