package sportello.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Closes a short text so that only this installation can read it, and notices any change (AES-256-GCM). The purpose
/// is part of the seal: what was closed for one purpose does not open for another.
@Component
public class Envelope {

    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyRing keys;

    Envelope(KeyRing keys) {
        this.keys = keys;
    }

    /// URL-safe text.
    public String close(String purpose, byte[] content) {
        try {
            var nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(content);
            var whole = new byte[NONCE + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Empty for whatever we did not close for this purpose.
    public Optional<byte[]> open(String purpose, String closed) {
        try {
            var whole = Base64.getUrlDecoder().decode(closed);
            if (whole.length <= NONCE) return Optional.empty();
            var nonce = new byte[NONCE];
            System.arraycopy(whole, 0, nonce, 0, NONCE);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, purpose, nonce).doFinal(whole, NONCE, whole.length - NONCE));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(keys.keyFor("envelope:" + purpose), "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
