package sportello.api.booking;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.booking.Matter;

@About("The hour that is wanted")
public record HoldRequest(
        @NotNull @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,

        @NotNull Instant startsAt,
        @About("Only there; anywhere without it") @Nullable UUID officeId,

        @About("The position it is for: needed where the service is offered by its competent office alone") @Nullable UUID positionId,

        @About("Languages and aids needed") @Size(max = 10) @Nullable List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> needs) {

    public static HoldRequest example() {
        return new HoldRequest(Samples.SERVICE, Samples.STARTS_AT, Samples.id(Samples.OFFICE), null, null);
    }

    /// What is known of it already.
    Matter matter() {
        return new Matter(positionId == null ? Map.of() : Map.of("position", positionId.toString()));
    }
}
