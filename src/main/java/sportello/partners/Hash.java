package sportello.partners;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/// What is secret and random is kept as its SHA-256.
final class Hash {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Hash() {}

    static byte[] of(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The name under which the audit trail knows something that has a name only.
    static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /// RFC 7636: the challenge that belongs to a verifier.
    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(verifier));
    }

    static String freshSecret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
