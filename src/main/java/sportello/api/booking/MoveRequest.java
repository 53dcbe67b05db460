package sportello.api.booking;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("Another hour in the same office")
public record MoveRequest(@NotNull Instant startsAt) {

    public static MoveRequest example() {
        return new MoveRequest(Samples.ANOTHER);
    }
}
