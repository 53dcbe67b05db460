package sportello.web.office.consultancy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import sportello.casework.CaseFile;
import sportello.casework.Triage;
import sportello.offices.Venue;

/// Where a consultancy stands: a word with an icon.
///
/// @param key of words
public record Mark(String kind, String icon, String key) {

    static Mark of(
            CaseFile.Status status,
            Triage triage,
            int papersAwaited,
            @Nullable LocalDate papersUntil,
            @Nullable Venue venue,
            boolean toComplete,
            LocalDate today) {
        if (toComplete) return new Mark("is-warn", "it-pencil", "queue.state.to-complete");
        return switch (status) {
            case PREPARED -> prepared(triage, papersAwaited, papersUntil, venue, today);
            case OPEN, SUSPENDED -> new Mark("is-now", "it-comment", "queue.state.OPEN");
            case CONCLUDED -> new Mark("is-ok", "it-check", "queue.state.CONCLUDED");
            case SECOND_APPOINTMENT -> new Mark("is-ok", "it-refresh", "queue.state.SECOND_APPOINTMENT");
            case SETTLED_IN_WRITING -> new Mark("is-ok", "it-pencil", "queue.state.SETTLED_IN_WRITING");
            case DECLINED -> new Mark("is-bad", "it-ban", "queue.state.DECLINED");
            case MISSED, LAPSED -> new Mark("is-bad", "it-close-circle", "queue.state.MISSED");
            case ABORTED -> new Mark("is-bad", "it-close-circle", "queue.state.ABORTED");
            case CALLED_OFF -> new Mark("", "it-close-circle", "queue.state.CALLED_OFF");
        };
    }

    private static Mark prepared(
            Triage triage, int papersAwaited, @Nullable LocalDate papersUntil, @Nullable Venue venue, LocalDate today) {
        return switch (triage) {
            case TO_EVALUATE -> new Mark("is-warn", "it-warning-circle", "queue.state.TO_EVALUATE");
            case PAPERS_ASKED -> {
                if (papersAwaited == 0) yield new Mark("is-warn", "it-inbox", "queue.state.papers-here");
                yield papersUntil != null && papersUntil.isBefore(today)
                        ? new Mark("is-bad", "it-error", "queue.state.papers-late")
                        : new Mark("is-now", "it-clock", "queue.state.PAPERS_ASKED");
            }
            case ACCEPTED ->
                venue == null
                        ? new Mark("is-warn", "it-telephone", "queue.state.without-venue")
                        : new Mark("is-ok", "it-check", "queue.state.ready");
        };
    }
}
