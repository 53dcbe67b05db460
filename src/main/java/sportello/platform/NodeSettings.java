package sportello.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `sportello.nodes.*`: several processes on one database.
///
/// @param address host and port at which the other nodes reach this one, `10.0.0.11:8090`; empty: there is no other
/// @param listen the network address of that port; empty: the host of `address`
/// @param lease how long a room stays with a node that was not heard of any more
@ConfigurationProperties("sportello.nodes")
public record NodeSettings(
        @DefaultValue("") String address,
        @DefaultValue("") String listen,
        @DefaultValue("10s") Duration lease) {

    public NodeSettings {
        if (!address.isBlank() && !address.matches("[^:/\\s]+:[0-9]{1,5}"))
            throw new IllegalArgumentException("sportello.nodes.address is a host and a port: " + address);
        if (lease.compareTo(Duration.ofSeconds(2)) < 0)
            throw new IllegalArgumentException("sportello.nodes.lease is at least 2s");
    }

    public boolean several() {
        return !address.isBlank();
    }

    public int port() {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    public String listensOn() {
        return listen.isBlank() ? address.substring(0, address.indexOf(':')) : listen;
    }
}
