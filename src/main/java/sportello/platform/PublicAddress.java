package sportello.platform;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Where people reach this installation: `sportello.access.address`, or this machine's own port when it is not set.
@Component
public class PublicAddress {

    private final @Nullable URI set;
    private volatile int port;

    PublicAddress(
            @Value("${sportello.public-url:${sportello.access.address:}}") String url,
            @Value("${server.port:8080}") int port) {
        this.set = url.isBlank() ? null : URI.create(url.strip().replaceAll("/+$", ""));
        this.port = port;
    }

    @EventListener
    void started(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    public URI base() {
        return set != null ? set : URI.create("http://localhost:" + port);
    }

    /// `path` begins with a slash.
    public String of(String path) {
        return base() + path;
    }
}
