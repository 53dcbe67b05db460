package sportello.api.person;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.identity.ContactBook;

@About("A contact that waits for its code")
public record ClaimView(
        UUID claimId,
        ContactBook.Kind kind,
        @Size(max = 254) String contact,
        @About("After this the code is typed in vain") Instant until,
        @About("Before this no other code is sent") Instant againFrom,
        @Min(0) @Max(100) int attemptsLeft) {

    public static ClaimView example() {
        return new ClaimView(
                Samples.id(Samples.CLAIM),
                ContactBook.Kind.EMAIL,
                Samples.EMAIL,
                Instant.parse("2027-03-01T09:15:00Z"),
                Instant.parse("2027-03-01T09:01:00Z"),
                5);
    }
}
