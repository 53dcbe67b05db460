package sportello.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;

/// A case with its script, papers and outcome, for those entitled to see it.
public record CaseFile(
        CaseId id,
        AppointmentId appointment,
        String service,
        UUID office,
        Status status,
        @Nullable UUID official,
        List<Tick> ticks,
        List<PaperItem> papers,
        List<String> notes,
        @Nullable String outcomeReason,
        @Nullable Instant settledAt,
        long version) {

    /// PREPARED → OPEN ⇄ SUSPENDED → CONCLUDED | ABORTED | SECOND_APPOINTMENT; PREPARED → LAPSED | CALLED_OFF.
    public enum Status {
        PREPARED,
        OPEN,
        SUSPENDED,
        CONCLUDED,
        ABORTED,
        SECOND_APPOINTMENT,
        LAPSED,
        CALLED_OFF
    }

    /// A step of the script ticked: `outcome` is `yes` or `no`. `counts` is false when ticked in a recording gap.
    public record Tick(
            String step, String outcome, @Nullable String note, Instant at, UUID official, boolean counts) {}

    /// `state`: ASKED_NOT, ASKED, SENT, ACCEPTED, ASKED_AGAIN.
    public record PaperItem(
            String code,
            String of,
            boolean required,
            String state,
            @Nullable String reason,
            List<Copy> copies) {}

    public record Copy(DocumentId document, String mediaType, long length, Instant at) {}
}
