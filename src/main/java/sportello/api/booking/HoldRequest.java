package sportello.api.booking;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("The hour that is wanted")
public record HoldRequest(
        @NotNull @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,

        @NotNull Instant startsAt,
        @About("Only there; anywhere without it") @Nullable UUID officeId,

        @About("Languages and aids needed") @Size(max = 10) @Nullable List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> needs) {

    public static HoldRequest example() {
        return new HoldRequest(Samples.SERVICE, Samples.STARTS_AT, Samples.id(Samples.OFFICE), null);
    }
}
