package sportello.api.webhook;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sportello.api.describe.About;

@About("A new secret; the former signs beside it for a day")
public record SecretView(
        @Size(max = 100) @Pattern(regexp = "^whsec_[A-Za-z0-9_-]+$") String secret) {

    public static SecretView example() {
        return new SecretView("whsec_bm90LWEtcmVhbC1zZWNyZXQtYnV0LWFuLWV4YW1wbGU");
    }
}
