package sportello.web.counter;

import java.util.UUID;

/// A page of somebody who has not yet proved who they are.
class NotIdentified extends RuntimeException {

    private final UUID encounter;

    NotIdentified(UUID encounter) {
        super("Not identified yet");
        this.encounter = encounter;
    }

    UUID encounter() {
        return encounter;
    }
}
