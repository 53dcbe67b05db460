package sportello.meeting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sportello.identity.PersonId;
import sportello.platform.Reference;

/// One person's entry and attendance. `publicRef` stands in links and is no secret (rule D13). `sharesWith`: another
/// entry on whose device this person sits. `waitingSince`: set only while they are there; on a shared device it is the
/// device's. `outAt`: put out for the moment alone. `byLogin`: enters by login alone, without any code.
public record Entry(
        EntryId id,
        RoomId room,
        String role,
        String name,
        @Nullable PersonId person,
        String language,
        Reference publicRef,
        int generation,
        boolean bound,
        @Nullable EntryId sharesWith,
        @Nullable Instant waitingSince,
        @Nullable Instant lastSeenAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant refusedAt,
        @Nullable Instant admittedAt,
        @Nullable Instant outAt,
        @Nullable Instant leftAt,
        boolean byLogin) {

    static final String OFFICIAL = "official";

    public boolean inside() {
        return admittedAt != null && outAt == null && leftAt == null;
    }

    /// The entry whose device this person uses: their own or the one they sit beside.
    public EntryId device() {
        return sharesWith == null ? id : sharesWith;
    }

    public boolean official() {
        return role.equals(OFFICIAL);
    }
}
