package sportello.api.booking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.booking.WaitingList.Part;

@About("What somebody waits for")
public record WishRequest(
        @NotNull @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,

        @About("Only there; anywhere without it") @Nullable UUID officeId,

        @About("Days that suit") @NotNull @Valid @Size(min = 1, max = 2) List<Span> days,

        @About("Part of the day that suits; any without it") @Nullable Part part,

        @About("What the appointment will be about, as far as it is known") @Valid @Nullable Stated stated,

        @About("An appointment to bring forward; service and matter are then its own") @Nullable UUID insteadOf) {

    public static WishRequest example() {
        return new WishRequest(
                Samples.SERVICE,
                Samples.id(Samples.OFFICE),
                List.of(Span.example()),
                Part.MORNING,
                Stated.example(),
                null);
    }
}
