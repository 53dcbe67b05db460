package sportello.api.booking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("The hour held, and what the appointment is about")
public record BookingRequest(
        @NotNull UUID holdId,

        @NotNull @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,

        @NotNull @Valid Stated stated) {

    public static BookingRequest example() {
        return new BookingRequest(Samples.id(Samples.HOLD), Samples.SERVICE, Stated.example());
    }
}
