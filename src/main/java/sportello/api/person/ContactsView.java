package sportello.api.person;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;

@About("How the person is reached")
public record ContactsView(
        @About("Mobile number in E.164") @Size(max = 30) @Pattern(regexp = Shapes.MOBILE) @Nullable String mobile,

        @Size(max = 254) @Pattern(regexp = Shapes.EMAIL) @Nullable String email,

        @About("Language to write in") @Size(min = 2, max = 2) @Pattern(regexp = Shapes.LANGUAGE) String language,

        @About("What counts only once its code was typed") @Size(max = 10) List<ClaimView> claims) {

    public static ContactsView example() {
        return new ContactsView("+393331234567", "bruno@example.org", "it", List.of());
    }
}
