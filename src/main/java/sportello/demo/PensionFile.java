package sportello.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;
import sportello.partners.RelyingService;
import sportello.partners.RelyingServices;
import sportello.platform.KeyRing;
import sportello.web.security.Door;
import sportello.web.security.Doors;

/// *Fascicolo previdenziale*, the relying service of the demonstration. It knows nobody: all it shows it is told by the
/// product, over the network, as a service of another body would be.
@Component
@InDemo
class PensionFile {

    static final String DOOR = "relyingService";
    static final String HOME = "/fascicolo";
    static final String CLIENT = "fascicolo-previdenziale";
    private static final Logger LOG = LoggerFactory.getLogger(PensionFile.class);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final ObjectProvider<Doors> doors;
    private final KeyRing keys;
    private final RestClient http;

    PensionFile(ObjectProvider<Doors> doors, KeyRing keys) {
        this.doors = doors;
        this.keys = keys;
        this.http = RestClient.create();
    }

    @Configuration(proxyBeanMethods = false)
    @InDemo
    static class Ports {

        @Bean
        Door relyingServiceDoor(DemoSettings settings, Environment environment) {
            return new Door(
                    DOOR, Door.beside(environment, 2, settings.relyingServicePort()), List.of(HOME), HOME, null);
        }
    }

    /// @param owner whose file it is
    /// @param acting who looks into it for them, empty for the owner
    record Reader(String owner, Optional<String> acting) {}

    String address() {
        return doors.getObject().address(DOOR).orElseThrow() + HOME;
    }

    private String callback() {
        return address() + "/callback";
    }

    private String secret() {
        return HexFormat.of().formatHex(keys.keyFor("demonstration relying service: client"));
    }

    void registerWith(RelyingServices services) {
        services.register(new RelyingService(CLIENT, "Fascicolo previdenziale", List.of(callback()), true), secret());
    }

    String authorizationAddress(String state, String nonce, String verifier, boolean choose) {
        var address = UriComponentsBuilder.fromUriString(doors.getObject().product() + "/oauth2/authorize")
                .queryParam("response_type", "code")
                .queryParam("client_id", CLIENT)
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("scope", "openid%20profile")
                .queryParam("state", state)
                .queryParam("nonce", nonce)
                .queryParam("code_challenge", IdentityCodes.challenge(verifier))
                .queryParam("code_challenge_method", "S256");
        if (choose) address.queryParam("prompt", "select_account");
        return address.build(false)
                .expand(Map.of(
                        "redirect", java.net.URLEncoder.encode(callback(), java.nio.charset.StandardCharsets.UTF_8)))
                .toUriString();
    }

    /// The access token for a code, when the identity token that comes with it is the product's and answers our nonce.
    Optional<String> redeem(String code, String verifier, String nonce) {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "authorization_code");
        form.add("code", code);
        form.add("redirect_uri", callback());
        form.add("code_verifier", verifier);
        return ask("/oauth2/token", form)
                .filter(answer -> answer.get("id_token") instanceof String token && isOurs(token, nonce))
                .map(answer -> (String) answer.get("access_token"));
    }

    private boolean isOurs(String idToken, String nonce) {
        try {
            var product = doors.getObject().product();
            var keySet = http.get().uri(product + "/oauth2/jwks").retrieve().body(String.class);
            var token = SignedJWT.parse(idToken);
            var key = JWKSet.parse(String.valueOf(keySet))
                    .getKeyByKeyId(token.getHeader().getKeyID());
            var claims = token.getJWTClaimsSet();
            return key != null
                    && token.verify(new RSASSAVerifier(key.toRSAKey()))
                    && product.equals(claims.getIssuer())
                    && claims.getAudience().contains(CLIENT)
                    && nonce.equals(claims.getStringClaim("nonce"))
                    && claims.getExpirationTime().toInstant().isAfter(Instant.now());
        } catch (ParseException | JOSEException | RestClientException e) {
            LOG.warn("An identity token could not be checked: {}", e.getMessage());
            return false;
        }
    }

    /// Asked at every page: who is this for, now?
    Optional<Reader> reader(String accessToken) {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("token", accessToken);
        return ask("/oauth2/introspect", form)
                .filter(answer -> Boolean.TRUE.equals(answer.get("active")))
                .map(answer -> new Reader(name(answer), Optional.ofNullable(actor(answer))));
    }

    private static String name(Map<String, Object> answer) {
        return String.valueOf(answer.get("given_name"));
    }

    private static @Nullable String actor(Map<String, Object> answer) {
        return answer.get("act") instanceof Map<?, ?> act ? String.valueOf(act.get("given_name")) : null;
    }

    private Optional<Map<String, Object>> ask(String path, LinkedMultiValueMap<String, String> form) {
        try {
            return Optional.ofNullable(http.post()
                    .uri(doors.getObject().product() + path)
                    .headers(headers -> headers.setBasicAuth(CLIENT, secret()))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(form)
                    .retrieve()
                    .body(JSON));
        } catch (RestClientException e) {
            LOG.warn("The product did not answer {}: {}", path, e.getMessage());
            return Optional.empty();
        }
    }
}
