package sportello.api.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.partners.webhooks.Happening;
import sportello.partners.webhooks.Webhook;

@About("An address that is told")
public record WebhookView(
        UUID webhookId,

        @Size(max = 500) @Pattern(regexp = "^https?://[^\\s@#]+$") String address,

        @Size(max = 10) List<Happening.Kind> kinds,
        Instant registeredAt,

        @About("How often in a row it did not answer") @Min(0) @Max(1_000_000) int failures,

        @About("Not tried before") @Nullable Instant restsUntil,

        @About("What the last failure was") @Size(max = 60) @Pattern(regexp = "^[a-z0-9-]*$") @Nullable String trouble,

        @About("With which what is sent is signed: told when it is made, and never again")
        @Size(max = 100) @Pattern(regexp = "^whsec_[A-Za-z0-9_-]+$") @Nullable String secret) {

    static WebhookView of(Webhook webhook, @Nullable String secret) {
        return new WebhookView(
                webhook.id(),
                webhook.address(),
                webhook.kinds().stream().sorted().toList(),
                webhook.madeAt(),
                webhook.failures(),
                webhook.restsUntil(),
                webhook.trouble(),
                secret);
    }

    public static WebhookView example() {
        return new WebhookView(
                Samples.id(WebhooksResource.SAMPLE),
                "https://webhooks.example.com/sportello",
                List.of(Happening.Kind.BOOKED, Happening.Kind.GIVEN_UP),
                Instant.parse("2027-03-01T09:00:00Z"),
                0,
                null,
                null,
                null);
    }
}
