package sportello.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import sportello.Sportello;

/// The whole product on ports of its own, in demonstration mode, with Janus where a test wants it.
public final class RunningProduct implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningProduct(Map<String, Object> settings) {
        port = freePorts();
        var all = new HashMap<String, Object>(TestDatabase.fresh());
        all.put("server.port", port);
        all.put("sportello.demo.enabled", "true");
        all.put("sportello.booking.calm", "100000");
        all.putAll(settings);
        context = new SpringApplicationBuilder(Sportello.class)
                .run(all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    /// Without the media server.
    public static RunningProduct quiet() {
        return new RunningProduct(Map.of("sportello.media.janus", "off"));
    }

    /// With the media server of this machine.
    public static RunningProduct withMedia() {
        return new RunningProduct(Map.of("sportello.media.janus", "auto"));
    }

    public static RunningProduct with(Map<String, Object> settings) {
        return new RunningProduct(settings);
    }

    public String url(String path) {
        return "http://localhost:" + port + path;
    }

    public int port() {
        return port;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    /// The first of four free ports in a row: product, identity provider, relying service, management.
    static int freePorts() {
        for (int tries = 0; tries < 200; tries++) {
            try (var first = socket(0)) {
                var base = first.getLocalPort();
                if (base > 65_000) continue;
                try (var second = socket(base + 1);
                        var third = socket(base + 2);
                        var fourth = socket(base + 3)) {
                    if (second.isBound() && third.isBound() && fourth.isBound()) return base;
                }
            } catch (IOException e) {
                continue;
            }
        }
        throw new UncheckedIOException(new IOException("No four free ports in a row"));
    }

    private static ServerSocket socket(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
