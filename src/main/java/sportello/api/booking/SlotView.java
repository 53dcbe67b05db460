package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.UUID;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("An hour of a counter")
public record SlotView(
        Instant startsAt,
        Instant endsAt,

        @About("How many places are free; none means full") @Min(0) @Max(1_000_000) int free,

        @About("An office that has it, one with a free place if any")
        UUID officeId) {

    public static SlotView example() {
        return new SlotView(Samples.STARTS_AT, Samples.ENDS_AT, 1, Samples.id(Samples.OFFICE));
    }
}
