package sportello.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.identity.PersonId;
import sportello.meeting.RoomId;
import sportello.offices.Venue;
import sportello.platform.Reference;

/// A case as its table has it.
record CaseRow(
        CaseId id,
        AppointmentId appointment,
        Reference reference,
        String service,
        UUID office,
        RoomId room,
        PersonId bookedBy,
        List<byte[]> partyMarks,
        Instant startsAt,
        Instant endsAt,
        CaseFile.Status status,
        @Nullable UUID official,
        @Nullable Instant openedAt,
        @Nullable String outcomeReason,
        @Nullable Instant settledAt,
        @Nullable UUID settledKey,
        @Nullable UUID next,
        long version,
        UUID unit,
        @Nullable Judged judged) {

    /// No unit of its own: the whole office handles it.
    static final UUID WHOLE_OFFICE = new UUID(0, 0);

    /// What only a case prepared by triage has (rules C6, C7).
    record Judged(
            UUID party,
            String knownAs,
            Triage triage,
            @Nullable UUID inCharge,
            @Nullable Venue venue) {}

    /// @throws IllegalStateException for a case of a service without triage
    Judged judgedBefore() {
        if (judged == null) throw new IllegalStateException("Not judged beforehand: " + id);
        return judged;
    }

    boolean settledBy(UUID key) {
        return key.equals(settledKey);
    }

    /// How a case ends: where it then stands, and why.
    record Settlement(
            CaseFile.Status status,
            @Nullable String reason,
            @Nullable UUID key,
            @Nullable UUID effect,
            @Nullable UUID next) {

        static Settlement of(CaseFile.Status status) {
            return new Settlement(status, null, null, null, null);
        }

        static Settlement aborted(String reason) {
            return new Settlement(CaseFile.Status.ABORTED, reason, null, null, null);
        }
    }
}
