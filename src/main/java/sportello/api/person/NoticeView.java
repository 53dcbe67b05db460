package sportello.api.person;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("A notice, worded in the language asked for")
public record NoticeView(
        UUID noticeId,

        @About("What it is about, for programs") @Size(max = 100) @Pattern(regexp = "^[a-z0-9._-]+$") String kind,

        @Size(max = 300) String title,
        @Size(max = 50) List<@Size(max = 4000) String> paragraphs,
        Instant at,

        @About("When it was read; missing while it was not") @Nullable Instant readAt,

        @Nullable UUID appointmentId,
        @Nullable UUID delegationId,
        @Nullable UUID questionId) {

    public static NoticeView example() {
        return new NoticeView(
                Samples.id(Samples.NOTICE),
                "booked.booker",
                "Appuntamento prenotato",
                List.of("Il tuo appuntamento è giovedì 4 marzo 2027 alle 9:20."),
                Instant.parse("2027-03-01T09:02:00Z"),
                null,
                Samples.id(Samples.APPOINTMENT),
                null,
                null);
    }
}
