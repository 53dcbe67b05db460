package sportello.api.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;

@About("From where all is told again")
public record ReplayRequest(
        @About("The last event that is known; without it all that are kept") @Nullable UUID afterEventId) {

    public static ReplayRequest example() {
        return new ReplayRequest(null);
    }
}
