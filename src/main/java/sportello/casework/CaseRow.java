package sportello.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.identity.PersonId;
import sportello.meeting.RoomId;
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
        long version) {

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
