package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("A day on which some counter opens")
public record DayView(
        LocalDate day,
        @About("Free places") @Min(0) @Max(1_000_000) int free,
        @About("WhereToLook in all") @Min(0) @Max(1_000_000) int all) {

    public static DayView example() {
        return new DayView(Samples.THURSDAY, 8, 9);
    }
}
