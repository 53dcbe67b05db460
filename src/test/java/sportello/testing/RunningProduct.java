package sportello.testing;

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
        port = Ports.four();
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
}
