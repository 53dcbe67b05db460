package sportello.api.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import sportello.api.describe.About;

@About("What is told again")
public record ReplayView(
        @About("How many events that were told or set aside wait again") @Min(0) @Max(1_000_000_000) int events) {

    public static ReplayView example() {
        return new ReplayView(0);
    }
}
