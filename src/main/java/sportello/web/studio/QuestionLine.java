package sportello.web.studio;

import java.time.Instant;
import java.util.List;
import sportello.intermediaries.QuestionPage;
import sportello.web.Frame;

/// A question in a list.
public record QuestionLine(
        String id,
        String protocol,
        String subject,
        String topic,
        String position,
        String code,
        QuestionChip chip,
        Instant lastAt,
        String when) {

    static QuestionLine of(Frame frame, QuestionPage.Line line) {
        return new QuestionLine(
                line.id().toString(),
                line.protocol(),
                line.subject(),
                frame.say("topic." + line.topic()),
                line.positionName(),
                line.positionCode(),
                QuestionChip.of(frame, line.state(), line.negative()),
                line.lastAt(),
                frame.soon(line.lastAt()));
    }

    static List<QuestionLine> all(Frame frame, List<QuestionPage.Line> lines) {
        return lines.stream().map(line -> of(frame, line)).toList();
    }
}
