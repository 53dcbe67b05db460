package sportello.agenda;

import java.time.Instant;
import java.util.UUID;

/// A place taken whose counter is not open for it any more: for the office to move.
public record Misfit(
        UUID hold, String service, UUID counter, UUID office, int desk, Instant startsAt, Instant endsAt, Why why) {

    public enum Why {
        SUSPENDED("refusal.suspended"),
        CLOSED("refusal.closed"),
        PAUSE("refusal.pause"),
        DESK("refusal.desk"),
        HOURS("refusal.not-open");

        final String refusal;

        Why(String refusal) {
            this.refusal = refusal;
        }
    }
}
