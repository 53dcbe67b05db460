package sportello.meeting.janus;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.regex.Pattern;

/// Which network interfaces browsers can reach. A machine with the loopback alone gathers no candidates: Janus has no
/// cure for it.
final class Network {

    private static final Pattern INNER = Pattern.compile("(docker|br-|veth|virbr|vmnet|cni|flannel|ifb).*");

    private Network() {}

    /// Names, not addresses: a laptop that changes network keeps its interface.
    static List<String> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Network::usable)
                    .map(NetworkInterface::getName)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean usable(NetworkInterface candidate) {
        try {
            return candidate.isUp()
                    && !candidate.isLoopback()
                    && !INNER.matcher(candidate.getName()).matches()
                    && candidate
                            .inetAddresses()
                            .anyMatch(address -> address instanceof Inet4Address && !address.isLinkLocalAddress());
        } catch (SocketException e) {
            return false;
        }
    }
}
