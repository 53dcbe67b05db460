package sportello.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.identity.PersonId;
import sportello.offices.Venue;
import sportello.platform.Reference;

/// One page of a unit's queue by hour. `counts` has every view and stops at `MOST_COUNTED` (that number means "or
/// more"); the search text does not narrow them. `next`: the cursor of the following page, null on the last.
public record Queue(
        List<Row> rows,
        Map<QueueFilter.View, Integer> counts,
        @Nullable String next) {

    public static final int PAGE = 50;
    public static final int MOST_COUNTED = 500;

    public int count(QueueFilter.View view) {
        return counts.getOrDefault(view, 0);
    }

    /// `papersUntil`: the nearest date by which a paper is still awaited.
    public record Row(
            CaseId id,
            AppointmentId appointment,
            Reference reference,
            String service,
            UUID party,
            PersonId bookedBy,
            String bookedByName,
            Instant startsAt,
            Instant endsAt,
            CaseFile.Status status,
            @Nullable UUID inCharge,
            Triage triage,
            @Nullable Venue venue,
            int papersAwaited,
            @Nullable LocalDate papersUntil) {}
}
