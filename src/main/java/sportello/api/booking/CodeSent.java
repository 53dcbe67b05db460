package sportello.api.booking;

import jakarta.validation.constraints.Size;
import sportello.api.describe.About;

@About("A new code is on its way; the earlier one no longer opens")
public record CodeSent(
        @About("The end of the number it goes to") @Size(max = 20) String sentTo) {

    public static CodeSent example() {
        return new CodeSent("…567");
    }
}
