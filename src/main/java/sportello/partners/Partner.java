package sportello.partners;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sportello.identity.Assurance;
import sportello.identity.Channel;

/// A program of another body, or the body's own app: who it is and what it may do.
///
/// @param channel by which what it does is done (rule D3), null for a relying service
/// @param redirectUris where people are led back, letter by letter; an app's loopback address on any port (RFC 8252)
/// @param identifies how surely it identifies the people it does something for, null when it may not
/// @param perMinute requests it may make in a minute; for an app each person's
public record Partner(
        String clientId,
        String name,
        Kind kind,
        @Nullable Channel channel,
        List<String> redirectUris,
        Set<Scope> scopes,
        @Nullable Assurance identifies,
        int perMinute,
        boolean delegable) {

    public enum Kind {
        /// A service that lets people in through us.
        RELYING,
        /// An app on people's own devices, which can keep no secret.
        NATIVE,
        /// A program with a secret, nobody before it.
        MACHINE
    }

    public Partner {
        redirectUris = List.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
    }

    /// An app on the body's own terms.
    public static Partner app(
            String clientId, String name, List<String> redirectUris, Set<Scope> scopes, int perMinute) {
        return new Partner(clientId, name, Kind.NATIVE, Channel.APP, redirectUris, scopes, null, perMinute, true);
    }

    public static Partner machine(
            String clientId,
            String name,
            Channel channel,
            Set<Scope> scopes,
            @Nullable Assurance identifies,
            int perMinute) {
        return new Partner(clientId, name, Kind.MACHINE, channel, List.of(), scopes, identifies, perMinute, false);
    }

    public boolean leadsBackTo(String address) {
        return redirectUris.contains(address)
                || kind == Kind.NATIVE && redirectUris.stream().anyMatch(known -> sameOnAnyPort(known, address));
    }

    /// RFC 8252, 7.3: an app on a computer listens where it finds a free port.
    private static boolean sameOnAnyPort(String known, String asked) {
        try {
            var one = URI.create(known);
            var other = URI.create(asked);
            return isLoopback(one)
                    && isLoopback(other)
                    && one.getHost().equals(other.getHost())
                    && one.getRawPath().equals(other.getRawPath())
                    && other.getRawQuery() == null
                    && other.getRawFragment() == null
                    && other.getRawUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    static boolean isLoopback(URI address) {
        return "http".equals(address.getScheme())
                && ("127.0.0.1".equals(address.getHost()) || "[::1]".equals(address.getHost()));
    }
}
