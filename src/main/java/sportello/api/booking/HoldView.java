package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("An hour kept for somebody until they confirm it")
public record HoldView(
        UUID holdId,
        @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,
        UUID officeId,
        @Size(max = 200) String officeTitle,
        Instant startsAt,
        Instant endsAt,
        @About("Until when it is kept") Instant until,

        @About("How often it can still be extended") @Min(0) @Max(100) int extensionsLeft) {

    public static HoldView example() {
        return new HoldView(
                Samples.id(Samples.HOLD),
                Samples.SERVICE,
                Samples.id(Samples.OFFICE),
                "Bologna",
                Samples.STARTS_AT,
                Samples.ENDS_AT,
                Instant.parse("2027-03-01T09:10:00Z"),
                1);
    }
}
