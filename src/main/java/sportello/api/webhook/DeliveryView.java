package sportello.api.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.partners.webhooks.Delivery;

@About("How far the telling of an event has come")
public record DeliveryView(
        EventView event,

        @About("`dead` is set aside: a replay sends it again")
        Delivery.State state,

        @Min(0) @Max(1_000_000) int attempts,
        @Nullable Instant deliveredAt,

        @Size(max = 60) @Pattern(regexp = "^[a-z0-9-]*$") @Nullable String trouble) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                EventView.of(delivery.happening()),
                delivery.state(),
                delivery.attempts(),
                delivery.deliveredAt(),
                delivery.trouble());
    }

    public static DeliveryView example() {
        return new DeliveryView(EventView.example(), Delivery.State.QUEUED, 0, null, null);
    }
}
