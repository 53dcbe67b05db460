package sportello.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What binds a browser to an entry. Only its SHA-256 is kept.
final class BrowserSecret {

    private static final int LEAST_LENGTH = 16;

    private BrowserSecret() {}

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static boolean strongEnough(String secret) {
        return secret.length() >= LEAST_LENGTH;
    }
}
