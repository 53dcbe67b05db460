package sportello.booking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What was asked under an idempotency key, as a hash: the same key must come with the same request.
final class Fingerprint {

    private Fingerprint() {}

    static byte[] of(Matter matter, Object... asked) {
        var parts = new ArrayList<String>();
        for (var part : asked) parts.add(String.valueOf(part));
        new TreeMap<>(matter.answers()).forEach((name, answer) -> parts.addAll(List.of(name, answer)));
        var digest = sha256();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
