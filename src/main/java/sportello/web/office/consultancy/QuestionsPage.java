package sportello.web.office.consultancy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The unit's questions.
///
/// @param next address of the following page, null on the last
public record QuestionsPage(
        List<Tab> tabs,
        String view,
        String text,
        List<Line> lines,
        @Nullable String next,
        boolean fromStart) {

    /// `label` is a key of words.
    public record Tab(String label, String href, boolean current) {}

    /// @param lateSince the day by which the office owed an answer, null when it is not late
    public record Line(
            UUID id,
            String subject,
            String protocol,
            String studio,
            String position,
            String code,
            String cassettoKey,
            String topicKey,
            Mark mark,
            Instant lastAt,
            @Nullable LocalDate lateSince,
            boolean ours) {}
}
