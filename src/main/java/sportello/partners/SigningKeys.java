package sportello.partners;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import sportello.platform.Envelope;

/// Keys that sign tokens (RS256), one for each purpose, made when first needed. They stand in the database closed under
/// the installation's own key, so that all nodes sign alike and a stolen database signs nothing.
@Service
public class SigningKeys {

    private final JdbcClient jdbc;
    private final Envelope envelope;
    private final Map<String, RSAKey> opened = new ConcurrentHashMap<>();

    SigningKeys(JdbcClient jdbc, Envelope envelope) {
        this.jdbc = jdbc;
        this.envelope = envelope;
    }

    public String sign(String purpose, JWTClaimsSet claims) {
        try {
            var key = key(purpose);
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public half, as others read it.
    public Map<String, Object> publicKeys(String purpose) {
        return new JWKSet(key(purpose).toPublicJWK()).toJSONObject();
    }

    private RSAKey key(String purpose) {
        return opened.computeIfAbsent(purpose, this::kept);
    }

    private RSAKey kept(String purpose) {
        var closed = closed(purpose);
        if (closed.isEmpty()) {
            jdbc.sql("""
                            insert into partners.signing_key (purpose, closed)
                            values (:purpose, :closed)
                            on conflict on constraint a_purpose_signs_with_one_key do nothing
                            """)
                    .param("purpose", purpose)
                    .param("closed", envelope.close(label(purpose), fresh().getBytes(StandardCharsets.UTF_8)))
                    .update();
            closed = closed(purpose);
        }
        var open = closed.flatMap(text -> envelope.open(label(purpose), text))
                .orElseThrow(() -> new IllegalStateException(
                        "The signing key '" + purpose + "' was closed under another installation's keys"));
        try {
            return RSAKey.parse(new String(open, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private java.util.Optional<String> closed(String purpose) {
        return jdbc.sql("select closed from partners.signing_key where purpose = :purpose")
                .param("purpose", purpose)
                .query(String.class)
                .optional();
    }

    private static String label(String purpose) {
        return "signing key " + purpose;
    }

    private static String fresh() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
