package sportello.reception;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.Channel;
import sportello.identity.PersonId;

/// One call, or one visit at the front desk: an official, and the person they talk to. Its id stands in addresses and
/// says nothing of the person; `identifiedAt` is null until they proved who they are.
public record Encounter(
        UUID id,
        UUID staff,
        PersonId person,
        Channel channel,
        Instant begunAt,
        @Nullable Instant identifiedAt) {

    public boolean identified() {
        return identifiedAt != null;
    }

    public boolean byTelephone() {
        return channel == Channel.CONTACT_CENTRE;
    }
}
