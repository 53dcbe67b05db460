package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.offices.Cassetto;

@About("A service that can be booked, with what its policy says")
public record ServiceView(
        @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,

        @About("Its name, in the language asked for") @Size(max = 200) String title,

        @About("What it is") @Size(max = 2000) String description,

        @About("Channels by which it is booked") @Size(max = 10) List<@Size(max = 30) @Pattern(regexp = Shapes.CODE) String> channels,

        @About("Whether who asks may book it, as far as can be said before anything is stated; missing for a program "
                + "that came for nobody")
        @Nullable Boolean bookable,

        @About("Why not") @Size(max = 1000) @Nullable String notBookable,
        @Min(1) @Max(1440) int slotMinutes,
        @Min(0) @Max(3660) int bookableFromDays,
        @Min(0) @Max(3660) int bookableToDays,

        @About("How long an hour is held until it is confirmed") @Min(1) @Max(1440) int holdMinutes,

        @Min(0) @Max(100) int holdExtensions,
        @About("Whether the meeting is recorded") boolean recorded,
        @About("Whether a camera is needed") boolean cameraRequired,

        @About("The Cassetto whose consultancy it is") @Nullable Cassetto cassetto,

        @About("Languages beside Italian and aids that some counter serves") @Size(max = 200) List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> needs) {

    public static ServiceView example() {
        return new ServiceView(
                Samples.SERVICE,
                "Deleghe dell'Identità Digitale in Web Meeting",
                "La delega si registra in una riunione video con un funzionario.",
                List.of("app", "contact-centre", "front-desk", "web"),
                true,
                null,
                20,
                1,
                30,
                10,
                1,
                true,
                true,
                null,
                List.of("de", "lis"));
    }
}
