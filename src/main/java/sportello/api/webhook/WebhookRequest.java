package sportello.api.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import sportello.api.describe.About;
import sportello.partners.webhooks.Happening;

@About("An address that wants to be told")
public record WebhookRequest(
        @About("https, public, without user name; not followed elsewhere")
        @NotNull @Size(max = 500) @Pattern(regexp = "^https?://[^\\s@#]+$") String address,

        @About("What it wants to be told") @NotNull @Size(min = 1, max = 10) List<Happening.Kind> kinds) {

    public static WebhookRequest example() {
        return new WebhookRequest(
                "https://webhooks.example.com/sportello", List.of(Happening.Kind.BOOKED, Happening.Kind.GIVEN_UP));
    }
}
