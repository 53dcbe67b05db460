package sportello.api.problem;

import java.time.Instant;
import java.util.UUID;
import sportello.api.describe.About;

@About("A free hour near the one that was wanted")
public record Nearest(@About("Office that has it") UUID officeId, Instant startsAt, Instant endsAt) {

    public static Nearest example() {
        return new Nearest(
                UUID.fromString("01960000-0000-7000-8000-00000000000f"),
                Instant.parse("2027-03-04T08:40:00Z"),
                Instant.parse("2027-03-04T09:00:00Z"));
    }
}
