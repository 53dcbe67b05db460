package sportello.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;
import sportello.web.lanes.LaneFilter;

/// All ports of the product are connectors of its one server; this says which address answers at which port, and what
/// the ports really are.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class Doors extends OncePerRequestFilter implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int SILENCE_MILLIS = 20_000;
    private static final int MOST_CONNECTIONS = 2_000;

    private final Map<Door, Connector> open = new ConcurrentHashMap<>();
    private final List<Door> doors;
    private final ApplicationContext context;
    private final SecuritySettings settings;
    private final int configured;
    private final String listensOn;

    Doors(List<Door> doors, ApplicationContext context, Environment environment, SecuritySettings settings) {
        this.doors = doors;
        this.context = context;
        this.settings = settings;
        this.configured = environment.getProperty("server.port", Integer.class, 8080);
        this.listensOn = environment.getProperty("server.address", "");
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        for (var door : doors) {
            var connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
            connector.setPort(door.port());
            var address = door.address() == null ? listensOn : door.address();
            if (!address.isBlank()) connector.setProperty("address", address);
            connector.setThrowOnFailure(true);
            connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor(door.name() + "-"));
            connector.setProperty("connectionTimeout", Integer.toString(SILENCE_MILLIS));
            connector.setProperty("maxConnections", Integer.toString(MOST_CONNECTIONS));
            OddAddresses.passOn(connector);
            open.put(door, connector);
            factory.addAdditionalConnectors(connector);
        }
    }

    /// The product's own address, without a slash at the end.
    public String product() {
        if (settings.address() != null && !settings.address().isBlank()) {
            return settings.address().replaceAll("/+$", "");
        }
        return "http://localhost:" + productPort();
    }

    /// Where a door stands: `http://localhost:8081`.
    public Optional<String> address(String name) {
        return doors.stream()
                .filter(door -> door.name().equals(name))
                .map(door -> "http://" + host() + ":" + port(door))
                .findFirst();
    }

    private String host() {
        return settings.address() == null || settings.address().isBlank()
                ? "localhost"
                : java.net.URI.create(product()).getHost();
    }

    private int productPort() {
        if (context instanceof WebServerApplicationContext web) {
            var server = web.getWebServer();
            if (server != null && server.getPort() > 0) return server.getPort();
        }
        return configured;
    }

    private int port(Door door) {
        var connector = open.get(door);
        return connector != null && connector.getLocalPort() > 0 ? connector.getLocalPort() : door.port();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // As the controllers will read it: %6d is an m to them.
        var path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        var here = at(request.getLocalPort());
        response.setHeader("Cache-Control", "no-store");
        if (here != null) request.setAttribute(LaneFilter.PORT, here.name());
        if (here != null && path.equals("/")) response.sendRedirect(here.home());
        else if (!answers(here, path)) response.sendError(HttpServletResponse.SC_NOT_FOUND);
        else chain.doFilter(request, response);
    }

    private @Nullable Door at(int port) {
        return open.keySet().stream()
                .filter(door -> port(door) == port)
                .findFirst()
                .orElse(null);
    }

    private boolean answers(@Nullable Door here, String path) {
        if (here != null) return here.answers(path) || path.startsWith("/static/");
        return open.isEmpty() || doors.stream().noneMatch(door -> door.owns(path));
    }
}
