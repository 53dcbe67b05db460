package sportello.api.booking;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.offices.OfficeKind;

@About("A structure that has a counter for the service")
public record OfficeView(
        UUID officeId,
        @Size(max = 200) String title,
        OfficeKind kind,
        @Size(max = 200) String municipality,
        @Size(max = 10) @Pattern(regexp = "^[A-Z]*$") String province,

        @About("Its first free hour; missing when there is none") @Nullable Instant firstFree) {

    public static OfficeView example() {
        return new OfficeView(
                Samples.id(Samples.OFFICE),
                "Bologna",
                OfficeKind.DIREZIONE_PROVINCIALE,
                "Bologna",
                "BO",
                Samples.STARTS_AT);
    }
}
