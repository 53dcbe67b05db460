package sportello.api.person;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("The code as it was typed")
public record TypedCode(
        @NotNull @Size(min = 1, max = 20) @Pattern(regexp = "^[0-9 -]*$") String code) {

    public static TypedCode example() {
        return new TypedCode(Samples.CODE);
    }

    /// A code is nothing to be written down.
    @Override
    public String toString() {
        return "TypedCode";
    }
}
