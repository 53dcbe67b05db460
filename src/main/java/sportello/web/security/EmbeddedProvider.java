package sportello.web.security;

import org.springframework.security.oauth2.client.registration.ClientRegistration;

/// An identity provider that lives in this very process, so that its end-points must be told: a client cannot discover
/// at start-up what starts with it.
public interface EmbeddedProvider {

    /// Fills in issuer, end-points and credentials.
    ClientRegistration.Builder describe(ClientRegistration.Builder client);
}
