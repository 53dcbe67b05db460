package sportello.web.office;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The official's day.
///
/// @param mediaWhy why recorded rooms cannot open, as a key of words; null when they can
public record DeskView(
        LocalDate day,
        LocalDate before,
        LocalDate after,
        boolean today,
        List<Line> lines,
        int done,
        int waiting,
        int missed,
        @Nullable String mediaWhy,
        @Nullable Unprepared unit) {

    /// What the official's unit has to hold today and to prepare.
    public record Unprepared(int today, int unprepared) {}

    /// One appointment. `tag` and `tagKind` say where it stands; `next` is the one action on the row.
    public record Line(
            UUID caseId,
            String href,
            boolean roomFromHere,
            Instant startsAt,
            String who,
            @Nullable String forWhom,
            String reference,
            String serviceKey,
            String stateKey,
            String stateKind,
            String stateIcon,
            @Nullable Instant waitingSince,
            long waitingMinutes,
            int here,
            int expected,
            Next next,
            boolean current) {}

    public enum Next {
        OPEN,
        ENTER,
        READ
    }
}
