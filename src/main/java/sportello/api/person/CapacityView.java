package sportello.api.person;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sportello.api.describe.About;

@About("In whose name somebody may act")
public record CapacityView(
        @About("To be sent as `Acting-As`") @Size(max = 100) @Pattern(regexp = "^[a-z0-9:-]+$") String capacity,

        Kind kind,

        @About("Name of the person or the firm") @Size(max = 200) String title) {

    public enum Kind {
        MYSELF,
        ON_BEHALF,
        STUDIO
    }

    public static CapacityView example() {
        return new CapacityView("me", Kind.MYSELF, "Bruno Delegato");
    }
}
