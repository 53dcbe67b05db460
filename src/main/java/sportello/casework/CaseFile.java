package sportello.casework;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.meeting.RoomId;
import sportello.platform.Reference;

/// A case with its script, papers and outcome, for those entitled to see it. `ticks`: the last one of each step.
/// A party sees the papers with own copies, and no notes.
public record CaseFile(
        CaseId id,
        AppointmentId appointment,
        Reference reference,
        String service,
        UUID office,
        RoomId room,
        Instant startsAt,
        Instant endsAt,
        Status status,
        @Nullable UUID official,
        @Nullable Instant openedAt,
        List<Tick> ticks,
        List<PaperItem> papers,
        List<String> notes,
        @Nullable String outcomeReason,
        @Nullable Instant settledAt,
        @Nullable AppointmentId next,
        long version) {

    /// PREPARED → OPEN ⇄ SUSPENDED → CONCLUDED | ABORTED | SECOND_APPOINTMENT; PREPARED → LAPSED | CALLED_OFF.
    /// Opened and waited for in vain, it lapses too. Not attended by the office, or given up once opened, it ends
    /// as ABORTED with the reason. Prepared by triage (rule C6): PREPARED → SETTLED_IN_WRITING | DECLINED, and
    /// whatever is not settled → MISSED by one side or the other. Drawn in `docs/states.md`.
    public enum Status {
        PREPARED,
        OPEN,
        SUSPENDED,
        CONCLUDED,
        ABORTED,
        SECOND_APPOINTMENT,
        LAPSED,
        CALLED_OFF,
        SETTLED_IN_WRITING,
        DECLINED,
        MISSED;

        private static final Map<Status, Set<Status>> NEXT = Map.of(
                PREPARED, Set.of(OPEN, ABORTED, LAPSED, CALLED_OFF, SETTLED_IN_WRITING, DECLINED, MISSED),
                OPEN, Set.of(SUSPENDED, CONCLUDED, ABORTED, SECOND_APPOINTMENT, LAPSED, MISSED),
                SUSPENDED, Set.of(OPEN, CONCLUDED, ABORTED, SECOND_APPOINTMENT, LAPSED, MISSED));

        public boolean mayBecome(Status next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }

        public boolean settled() {
            return !NEXT.containsKey(this);
        }
    }

    /// A step of the script ticked: `outcome` is `yes` or `no`. `counts` is false when ticked in a recording gap.
    /// `at` is the machine's clock, as the recording's.
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

    public Optional<Tick> tick(String step) {
        return ticks.stream().filter(tick -> tick.step().equals(step)).findFirst();
    }

    public Optional<PaperItem> paper(String code) {
        return papers.stream().filter(paper -> paper.code().equals(code)).findFirst();
    }
}
