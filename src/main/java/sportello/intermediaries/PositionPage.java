package sportello.intermediaries;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of a studio's positions by name; `next` leads to those that follow.
public record PositionPage(List<Line> lines, @Nullable String next) {

    public record Line(
            Position position,
            LocalDate mandateFrom,
            @Nullable LocalDate mandateUntil,
            int openQuestions) {}
}
