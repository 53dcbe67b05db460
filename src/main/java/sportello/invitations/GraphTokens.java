package sportello.invitations;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The application's own access token, kept until shortly before it ends.
class GraphTokens {

    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final Duration timeout;
    private @Nullable Kept kept;

    private record Kept(Tenant tenant, String token, Instant until) {}

    GraphTokens(Duration timeout) {
        this.timeout = timeout;
    }

    synchronized String token(Tenant tenant) {
        var known = kept;
        if (known != null && known.tenant().equals(tenant) && Instant.now().isBefore(known.until())) {
            return known.token();
        }
        var fresh = ask(tenant);
        kept = fresh;
        return fresh.token();
    }

    /// Refused by Graph: the next one is asked anew.
    synchronized void drop(String token) {
        if (kept != null && kept.token().equals(token)) kept = null;
    }

    private Kept ask(Tenant tenant) {
        try {
            var request = new TokenRequest(
                            tenant.tokenAddress(),
                            proof(tenant),
                            new ClientCredentialsGrant(),
                            Scope.parse(tenant.scope()))
                    .toHTTPRequest();
            request.setConnectTimeout((int) timeout.toMillis());
            request.setReadTimeout((int) timeout.toMillis());
            var response = request.send();
            if (response.getStatusCode() >= 500) throw new Setback("unavailable", pause(response), null);
            if (response.getStatusCode() == 429) throw new Setback("busy", pause(response), null);
            var answer = TokenResponse.parse(response);
            if (!answer.indicatesSuccess()) throw new Setback("token-refused");
            var token = answer.toSuccessResponse().getTokens().getAccessToken();
            var lives = Duration.ofSeconds(token.getLifetime()).minus(MARGIN);
            return new Kept(tenant, token.getValue(), Instant.now().plus(lives));
        } catch (SocketTimeoutException e) {
            throw new Setback("timed-out", e);
        } catch (IOException e) {
            throw new Setback("unreachable", e);
        } catch (ParseException e) {
            throw new Setback("token-refused", e);
        }
    }

    private static @Nullable Duration pause(HTTPResponse response) {
        return Graph.retryAfter(response.getHeaderValue("Retry-After"));
    }

    /// A certificate is proved by an assertion naming it by its thumbprint, as the Microsoft identity platform wants
    /// it.
    private static ClientAuthentication proof(Tenant tenant) {
        var client = new ClientID(tenant.clientId());
        var secret = tenant.clientSecret();
        if (secret != null) return new ClientSecretPost(client, new Secret(secret));
        try {
            var now = Instant.now();
            var header = new JWSHeader.Builder(JWSAlgorithm.PS256)
                    .type(JOSEObjectType.JWT)
                    .x509CertSHA256Thumbprint(thumbprint(Objects.requireNonNull(tenant.certificate())))
                    .build();
            var claims = new JWTClaimsSet.Builder()
                    .issuer(tenant.clientId())
                    .subject(tenant.clientId())
                    .audience(tenant.tokenAddress().toString())
                    .jwtID(UUID.randomUUID().toString())
                    .issueTime(Date.from(now))
                    .notBeforeTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .build();
            var assertion = new SignedJWT(header, claims);
            assertion.sign(new RSASSASigner(key(Objects.requireNonNull(tenant.privateKey()))));
            return new PrivateKeyJWT(assertion);
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            throw new Setback("token-refused", e);
        }
    }

    private static Base64URL thumbprint(String pem) throws GeneralSecurityException {
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
