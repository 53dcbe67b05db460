package sportello.web.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a program says of itself in an `Authorization: Basic` header (RFC 6749, 2.3.1).
public record BasicCredentials(String client, String secret) {

    public static Optional<BasicCredentials> of(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) return Optional.empty();
        try {
            var text = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon < 0) return Optional.empty();
            return Optional.of(
                    new BasicCredentials(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isFor(String wantedClient, String wantedSecret) {
        return MessageDigest.isEqual(utf8(client), utf8(wantedClient))
                && MessageDigest.isEqual(utf8(secret), utf8(wantedSecret));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "BasicCredentials[" + client + "]";
    }
}
