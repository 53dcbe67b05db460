package sportello.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Codes of the demonstration identity provider: each serves once, within a minute, to whoever holds its verifier.
@Repository
@InDemo
class IdentityCodes {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    IdentityCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Kept(
            String login,
            String acr,
            String redirectUri,
            String challenge,
            @Nullable String nonce) {}

    String issue(Kept kept) {
        var code = random();
        jdbc.sql("""
                        insert into demo.identity_code
                               (code_hash, login, acr, redirect_uri, code_challenge, nonce, expires_at)
                        values (:hash, :login, :acr, :redirect, :challenge, :nonce, now() + interval '1 minute')
                        """)
                .param("hash", sha256(code))
                .param("login", kept.login())
                .param("acr", kept.acr())
                .param("redirect", kept.redirectUri())
                .param("challenge", kept.challenge())
                .param("nonce", kept.nonce())
                .update();
        return code;
    }

    Optional<Kept> use(String code, String redirectUri, String verifier) {
        return jdbc.sql("""
                        update demo.identity_code
                           set used_at = now()
                         where code_hash = :hash and used_at is null and expires_at > now()
                        returning login, acr, redirect_uri, code_challenge, nonce
                        """)
                .param("hash", sha256(code))
                .query((row, n) -> new Kept(
                        row.getString("login"),
                        row.getString("acr"),
                        row.getString("redirect_uri"),
                        row.getString("code_challenge"),
                        row.getString("nonce")))
                .optional()
                .filter(kept -> kept.redirectUri().equals(redirectUri))
                .filter(kept -> kept.challenge().equals(base64(sha256(verifier))));
    }

    static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    static String challenge(String verifier) {
        return base64(sha256(verifier));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
