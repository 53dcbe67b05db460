package sportello.partners.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.stereotype.Component;

/// Which addresses we may be sent to. A partner names any it likes, so that none may lead back into the body's own
/// network: what the name resolves to is judged, at each delivery, and that very address is connected to.
@Component
class SafeAddress {

    private static final int LONGEST = 500;

    private final boolean toLoopback;

    SafeAddress(WebhookSettings settings) {
        this.toLoopback = settings.toLoopback();
    }

    /// It may not be told: the reason, as the partner reads it.
    static final class Forbidden extends Exception {
        Forbidden(String why) {
            super(why, null, false, false);
        }
    }

    URI wellMade(String text) throws Forbidden {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            throw new Forbidden("not-an-address");
        }
        if (text.length() > LONGEST
                || address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawFragment() != null
                || address.getPort() == 0
                || address.getPort() > 65_535
                || !text.chars().allMatch(one -> one > ' ' && one < 127)) throw new Forbidden("not-an-address");
        if ("https".equals(address.getScheme())) return address;
        if (toLoopback && "http".equals(address.getScheme())) return address;
        throw new Forbidden("not-https");
    }

    /// All of the host's addresses, each of them permitted.
    List<InetAddress> resolved(URI address) throws Forbidden, UnknownHostException {
        var found = List.of(InetAddress.getAllByName(address.getHost()));
        for (var each : found) {
            boolean here = each.isLoopbackAddress();
            if (here ? !toLoopback : isInside(each)) throw new Forbidden("not-public");
            if (!here && "http".equals(address.getScheme())) throw new Forbidden("not-https");
        }
        return found;
    }

    static boolean isInside(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return true;
        var bytes = address.getAddress();
        return bytes.length == 4 ? isInsideIpv4(bytes) : isInsideIpv6(bytes);
    }

    private static boolean isInsideIpv4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return first == 0
                || first == 100 && (second & 0xc0) == 64
                || first == 192 && second == 0 && (third == 0 || third == 2)
                || first == 198 && (second & 0xfe) == 18
                || first == 198 && second == 51 && third == 100
                || first == 203 && second == 0 && third == 113
                || first >= 240;
    }

    /// Unique local ones, and those that carry an IPv4 address inside: 6to4, Teredo, NAT64, compatible ones.
    private static boolean isInsideIpv6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return (first & 0xfe) == 0xfc
                || first == 0x20 && second == 0x02
                || first == 0x20 && second == 0x01 && (bytes[2] & 0xff) <= 0x01
                || first == 0x20 && second == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8
                || first == 0
                || first == 0x01;
    }
}
