package sportello.partners.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `t=1767225600,v1=…`: HMAC-SHA-256 over the moment, a dot and the body, in hexadecimal. While a secret is being
/// changed there are two `v1`.
final class Signature {

    static final String HEADER = "Sportello-Signature";

    private Signature() {}

    static String of(List<String> secrets, Instant now, byte[] body) {
        long seconds = now.getEpochSecond();
        return "t=" + seconds + ","
                + secrets.stream()
                        .map(secret -> "v1=" + mac(secret, seconds, body))
                        .collect(Collectors.joining(","));
    }

    private static String mac(String secret, long seconds, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
