package sportello.api.person;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import sportello.api.describe.About;

@About("One use of a delegation")
public record UseView(
        @About("The service used") @Size(max = 200) String service, Instant at) {

    public static UseView example() {
        return new UseView("Fascicolo previdenziale", Instant.parse("2027-02-26T10:00:00Z"));
    }
}
