package sportello.demo;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.stereotype.Component;
import sportello.partners.SigningKeys;
import sportello.platform.KeyRing;
import sportello.web.security.Door;
import sportello.web.security.Doors;
import sportello.web.security.EmbeddedProvider;
import sportello.web.security.FormTargets;

/// The demonstration identity provider: a real OpenID Connect server on a port of its own, at which logging in is
/// choosing a name of the cast and a level.
@Component
@InDemo
class IdentityProvider implements EmbeddedProvider, FormTargets {

    static final String DOOR = "identityProvider";
    static final String HOME = "/identita";
    static final String CLIENT = "sportello";
    private static final String KEY = "demonstration identity provider";

    private final ObjectProvider<Doors> doors;
    private final KeyRing keys;
    private final SigningKeys signing;
    private final IdentityCodes codes;

    IdentityProvider(ObjectProvider<Doors> doors, KeyRing keys, SigningKeys signing, IdentityCodes codes) {
        this.doors = doors;
        this.keys = keys;
        this.signing = signing;
        this.codes = codes;
    }

    @Configuration(proxyBeanMethods = false)
    @InDemo
    static class Ports {

        @Bean
        Door identityProviderDoor(DemoSettings settings, Environment environment) {
            return new Door(
                    DOOR, Door.beside(environment, 1, settings.identityProviderPort()), List.of(HOME), HOME, null);
        }
    }

    String issuer() {
        return doors.getObject().address(DOOR).orElseThrow() + HOME;
    }

    String clientSecret() {
        return HexFormat.of().formatHex(keys.keyFor("demonstration identity provider: client"));
    }

    /// The product is its only client, under each name this machine has for itself.
    boolean knows(String client, String redirectUri) {
        var product = doors.getObject().product();
        var staff = doors.getObject().address("staff").orElse(product);
        return client.equals(CLIENT)
                && Stream.of(product, staff)
                        .flatMap(base -> Stream.of(base, base.replace("//localhost:", "//127.0.0.1:")))
                        .anyMatch(base -> redirectUri.equals(base + "/oidc/callback"));
    }

    @Override
    public ClientRegistration.Builder describe(ClientRegistration.Builder client) {
        var issuer = issuer();
        return client.clientId(CLIENT)
                .clientSecret(clientSecret())
                .clientName("Sportello")
                .issuerUri(issuer)
                .authorizationUri(issuer + "/authorize")
                .tokenUri(issuer + "/token")
                .jwkSetUri(issuer + "/jwks")
                .userNameAttributeName(IdTokenClaimNames.SUB);
    }

    /// After the choice the browser is led to the product and from there, maybe, to the relying service.
    @Override
    public List<String> from(HttpServletRequest request) {
        if (!request.getRequestURI().startsWith(HOME)) return List.of();
        var product = doors.getObject().product();
        return List.of(
                product,
                product.replace("//localhost:", "//127.0.0.1:"),
                doors.getObject().address(PensionFile.DOOR).orElseThrow());
    }

    /// The identity token for a code, or nothing when the code, its redirection or its verifier is wrong.
    Optional<String> identityToken(String code, String redirectUri, String verifier) {
        return codes.use(code, redirectUri, verifier)
                .flatMap(kept -> Cast.withLogin(kept.login())
                        .map(who -> signing.sign(KEY, claims(who, kept.acr(), kept.nonce()))));
    }

    Object publicKeys() {
        return signing.publicKeys(KEY);
    }

    private JWTClaimsSet claims(Cast.Member who, String acr, @Nullable String nonce) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("demo-" + who.login())
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("auth_time", now.getEpochSecond())
                .claim("nonce", nonce)
                .claim("acr", acr)
                .claim("given_name", who.givenName())
                .claim("family_name", who.familyName())
                .claim("birthdate", who.bornOn().toString())
                .claim("fiscal_number", "TINIT-" + who.fiscalCode().value())
                .claim("phone_number", who.mobile())
                .claim("email", who.email())
                .build();
    }
}
