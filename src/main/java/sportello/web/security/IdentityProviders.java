package sportello.web.security;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/// The providers at which people log in, described when first needed: one that is down at start-up keeps nobody else
/// from working.
@Component
class IdentityProviders implements ClientRegistrationRepository {

    static final String CITIZENS = "identity";
    static final String STAFF = "staff";
    static final String CALLBACK = "/oidc/callback";

    private final IdentitySettings settings;
    private final ObjectProvider<EmbeddedProvider> embedded;
    private final SecuritySettings access;
    private final Map<String, ClientRegistration> described = new ConcurrentHashMap<>();

    IdentityProviders(IdentitySettings settings, ObjectProvider<EmbeddedProvider> embedded, SecuritySettings access) {
        this.settings = settings;
        this.embedded = embedded;
        this.access = access;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        var known = described.get(id);
        if (known != null) return known;
        var fresh = describe(id);
        fresh.ifPresent(registration -> described.put(id, registration));
        return fresh.orElse(null);
    }

    /// The staff's own provider when there is one.
    String forMethod(String method) {
        return method.equals(STAFF) && settings.staff().given() ? STAFF : CITIZENS;
    }

    private Optional<ClientRegistration> describe(String id) {
        return switch (id) {
            case CITIZENS ->
                settings.provider().given()
                        ? Optional.of(discovered(id, settings.provider()))
                        : Optional.ofNullable(embedded.getIfAvailable())
                                .map(one -> one.describe(common(ClientRegistration.withRegistrationId(id)))
                                        .build());
            case STAFF -> settings.staff().given() ? Optional.of(discovered(id, settings.staff())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private ClientRegistration discovered(String id, IdentitySettings.Provider provider) {
        return common(ClientRegistrations.fromIssuerLocation(provider.address()).registrationId(id))
                .clientId(provider.client())
                .clientSecret(provider.clientSecret())
                .build();
    }

    private ClientRegistration.Builder common(ClientRegistration.Builder client) {
        var base = access.address() == null || access.address().isBlank() ? "{baseUrl}" : access.address();
        return client.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .redirectUri(base + CALLBACK)
                .scope("openid", "profile", "email", "phone");
    }
}
