package sportello.api.person;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.identity.ContactBook;

@About("Where the person wants to be reached")
public record ClaimRequest(
        @NotNull ContactBook.Kind kind,

        @NotNull @Size(min = 3, max = 254) @Pattern(regexp = Shapes.TEXT) String contact) {

    public static ClaimRequest example() {
        return new ClaimRequest(ContactBook.Kind.EMAIL, Samples.EMAIL);
    }
}
