package sportello.api.person;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sportello.api.Shapes;
import sportello.api.describe.About;

@About("The language to write in")
public record LanguageRequest(
        @NotNull @Size(min = 2, max = 2) @Pattern(regexp = Shapes.LANGUAGE) String language) {

    public static LanguageRequest example() {
        return new LanguageRequest("it");
    }
}
