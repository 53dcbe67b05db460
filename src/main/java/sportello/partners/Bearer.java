package sportello.partners;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import sportello.identity.Actor;

/// Who stands behind an access token, at this request.
///
/// @param actor the person, who does it for them, or the program itself
/// @param scopes what the program was given and may still have
public record Bearer(UUID grant, String clientId, Actor actor, Set<Scope> scopes, Quota quota, Instant expiresAt) {

    public Bearer {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    @Override
    public String toString() {
        return "Bearer[" + clientId + "]";
    }
}
