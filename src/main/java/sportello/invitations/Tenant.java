package sportello.invitations;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The body's Microsoft 365 tenant and the application registered in it. Proved by a secret, or by a certificate with
/// its key (PEM, PKCS #8).
public record Tenant(
        String id,
        String clientId,
        @Nullable String clientSecret,
        @Nullable String certificate,
        @Nullable String privateKey,
        URI login,
        URI graph,
        String scope) {

    URI tokenAddress() {
        return URI.create(login + "/" + id + "/oauth2/v2.0/token");
    }

    @Override
    public String toString() {
        return "tenant " + id;
    }
}
