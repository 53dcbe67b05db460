package sportello.demo.tenant;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Gives the registered application its access tokens and knows them again.
class Admission {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final String clientId;
    private final String secret;
    private final @Nullable X509Certificate certificate;

    Admission(String clientId, String secret, @Nullable X509Certificate certificate) {
        this.clientId = clientId;
        this.secret = secret;
        this.certificate = certificate;
    }

    Answer token(Map<String, String> form, String address) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return new Answer(400, JSON.valueToTree(Map.of("error", "unsupported_grant_type")));
        }
        if (!form.getOrDefault("scope", "").endsWith("/.default")) {
            return new Answer(400, JSON.valueToTree(Map.of("error", "invalid_scope")));
        }
        if (!secret.equals(form.get("client_secret")) && !proved(form, address)
                || form.containsKey("client_id") && !clientId.equals(form.get("client_id"))) {
            return new Answer(401, JSON.valueToTree(Map.of("error", "invalid_client")));
        }
        var token = UUID.randomUUID().toString();
        tokens.add(token);
        return new Answer(
                200, JSON.valueToTree(Map.of("token_type", "Bearer", "expires_in", 3599, "access_token", token)));
    }

    boolean knows(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith("Bearer ")
                && tokens.contains(authorization.substring("Bearer ".length()));
    }

    void revokeAll() {
        tokens.clear();
    }

    private boolean proved(Map<String, String> form, String address) {
        if (certificate == null || !ASSERTION.equals(form.get("client_assertion_type"))) return false;
        try {
            var assertion = SignedJWT.parse(form.getOrDefault("client_assertion", ""));
            var claims = assertion.getJWTClaimsSet();
            var thumbprint =
                    Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            return assertion.verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()))
                    && thumbprint.equals(assertion.getHeader().getX509CertSHA256Thumbprint())
                    && clientId.equals(claims.getIssuer())
                    && clientId.equals(claims.getSubject())
                    && claims.getAudience().contains(address)
                    && Objects.requireNonNull(claims.getExpirationTime()).after(new java.util.Date());
        } catch (ParseException | JOSEException | NoSuchAlgorithmException | CertificateEncodingException e) {
            return false;
        }
    }
}
