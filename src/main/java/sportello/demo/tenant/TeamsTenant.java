package sportello.demo.tenant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tenant's door: a port of this machine, the login, who may pass, and which way a request goes.
public final class TeamsTenant implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final String id;
    private final Admission admission;
    private final Calendars calendars;
    private final Weather weather;

    /// @param mailboxes user id to address
    /// @param joinLink from the meeting's id
    /// @param post takes what the tenant mails
    public record Plan(
            String id,
            String clientId,
            String secret,
            @Nullable X509Certificate certificate,
            Map<String, String> mailboxes,
            UnaryOperator<String> joinLink,
            Shelf shelf,
            Consumer<Sent> post,
            Weather weather) {}

    public TeamsTenant(Plan plan) {
        this.id = plan.id();
        this.weather = plan.weather();
        this.admission = new Admission(plan.clientId(), plan.secret(), plan.certificate());
        this.calendars = new Calendars(plan.mailboxes(), plan.joinLink(), plan.shelf(), plan.post(), weather);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// Where it listens, without a slash at the end. Graph is at `/v1.0`.
    public String address() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /// Every token given so far is worth nothing any more.
    public void revokeTokens() {
        admission.revokeAll();
    }

    /// An administrator changes every meeting.
    public void override(Consumer<ObjectNode> meetings) {
        calendars.override(meetings);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath();
            var method = exchange.getRequestMethod();
            var storm = weather.before(method, path);
            if (storm.isPresent()) {
                if (storm.get().status() == 0) {
                    Thread.sleep(60_000);
                    return;
                }
                storm.get().headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, Answer.error(storm.get().status(), storm.get().code(), "As the weather wants."));
                return;
            }
            var answer = handled(exchange, method, path);
            if (!weather.breaksAfter(method, path)) send(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer handled(HttpExchange exchange, String method, String path) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("/" + id + "/oauth2/v2.0/token") && method.equals("POST")) {
            return admission.token(pairs(body), address() + path);
        }
        if (!path.startsWith("/v1.0/users/")) return Answer.error(404, "ResourceNotFound", "No such resource.");
        if (!admission.knows(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.error(401, "InvalidAuthenticationToken", "Access token is empty, unknown or expired.");
        }
        try {
            var steps = path.substring("/v1.0/users/".length()).split("/");
            for (int i = 0; i < steps.length; i++) steps[i] = decoded(steps[i]);
            var filter = pairs(
                            exchange.getRequestURI().getRawQuery() == null
                                    ? ""
                                    : exchange.getRequestURI().getRawQuery())
                    .getOrDefault("$filter", "");
            var zone = String.join(",", exchange.getRequestHeaders().getOrDefault("Prefer", java.util.List.of()));
            JsonNode content = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            return calendars.answer(method, steps, filter, zone.contains("Europe/Rome"), content);
        } catch (JacksonException e) {
            return Answer.error(400, "BadRequest", "Unable to read JSON request payload.");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.body();
        if (body == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> pairs(String encoded) {
        var pairs = new HashMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            var at = pair.indexOf('=');
            if (at > 0) pairs.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
