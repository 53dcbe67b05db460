package sportello.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `sportello.identity.*`: who attests identities. `provider` is for citizens; `staff` is the body's own provider for
/// its staff (rule G13), who log in at the citizens' one as long as none is set.
@ConfigurationProperties("sportello.identity")
public record IdentitySettings(
        @DefaultValue Provider provider, @DefaultValue Provider staff) {

    /// @param issuer address from which `/.well-known/openid-configuration` is read, at the first login
    public record Provider(
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret) {

        boolean given() {
            return !address().isEmpty();
        }

        String address() {
            return issuer == null ? "" : issuer.strip();
        }

        String client() {
            if (clientId == null) throw new IllegalStateException("An identity provider is set without a client id");
            return clientId;
        }
    }
}
