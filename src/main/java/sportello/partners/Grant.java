package sportello.partners;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.Assurance;
import sportello.identity.PersonId;

/// What a person let a relying service know.
///
/// @param owner whose file it is
/// @param acting who is at the keyboard: the owner, or their delegate
/// @param nonce the relying service's own, from its request
public record Grant(
        UUID id,
        String clientId,
        PersonId owner,
        PersonId acting,
        @Nullable UUID delegation,
        String scope,
        Assurance level,
        Instant madeAt,
        @Nullable String nonce,
        @Nullable Instant expiresAt) {

    public boolean onBehalf() {
        return delegation != null;
    }
}
