package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.booking.WaitingList.Part;

@About("Somebody's wish for an hour")
public record WishView(
        UUID wishId,
        @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,
        @About("Missing when any office will do") @Nullable UUID officeId,
        @Size(max = 10) List<Span> days,
        @Nullable Part part,
        @About("The appointment to bring forward") @Nullable UUID insteadOf,
        Instant since,

        @About("How many open wishes made earlier could take an hour that suits") @Min(0) @Max(1_000_000) int ahead,

        @About("The hour offered now") @Nullable OfferView offer) {

    public static WishView example() {
        return new WishView(
                Samples.id(Samples.WISH),
                Samples.SERVICE,
                null,
                List.of(Span.example()),
                Part.MORNING,
                null,
                Instant.parse("2027-03-01T09:00:00Z"),
                0,
                null);
    }
}
