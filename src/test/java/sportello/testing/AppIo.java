package sportello.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// App IO on this machine: keeps who uses it and whom they let write, and takes messages as its API for public bodies
/// says, or says what is wrong with them.
public final class AppIo implements AutoCloseable {

    /// As it came.
    public record Taken(String id, String service, String taxCode, String subject, String markdown, boolean secure) {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TAX_CODE =
            "[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]";

    private final HttpServer server;
    private final Map<String, String> services = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> refusedBy = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile Function<String, @Nullable Integer> mood = path -> null;
    public final List<Taken> taken = new CopyOnWriteArrayList<>();
    public final List<String> addresses = new CopyOnWriteArrayList<>();
    public final List<String> complaints = new CopyOnWriteArrayList<>();

    public AppIo() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1");
    }

    public AppIo knows(String service, String key) {
        services.put(key, service);
        return this;
    }

    /// @param refused services this person lets not write
    public AppIo isUsedBy(String taxCode, String... refused) {
        refusedBy.put(taxCode, Set.of(refused));
        return this;
    }

    /// Answers with a status instead of doing what is asked; null does it.
    public AppIo feeling(Function<String, @Nullable Integer> mood) {
        this.mood = mood;
        return this;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().toString();
            addresses.add(exchange.getRequestMethod() + " " + path);
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var service = services.get(exchange.getRequestHeaders().getFirst("Ocp-Apim-Subscription-Key"));
            var forced = mood.apply(path);
            if (service == null) say(exchange, 401, Map.of("statusCode", 401));
            else if (forced != null) say(exchange, forced, Map.of("status", forced));
            else if (!exchange.getRequestMethod().equals("POST")) say(exchange, 404, Map.of());
            else
                switch (path) {
                    case "/api/v1/profiles" -> profile(exchange, service, JSON.readTree(body));
                    case "/api/v1/messages" -> message(exchange, service, JSON.readTree(body));
                    default -> say(exchange, 404, Map.of());
                }
        }
    }

    private void profile(HttpExchange exchange, String service, JsonNode body) throws IOException {
        var code = body.path("fiscal_code").asString("");
        if (!code.matches(TAX_CODE)) {
            amiss(exchange, "fiscal_code");
            return;
        }
        asked.add(service + " " + code);
        var refused = refusedBy.get(code);
        if (refused == null) say(exchange, 404, Map.of("status", 404, "title", "Profile not found"));
        else say(exchange, 200, Map.of("sender_allowed", !refused.contains(service), "version", 1));
    }

    private void message(HttpExchange exchange, String service, JsonNode body) throws IOException {
        var wrong = new ArrayList<String>();
        var code = body.path("fiscal_code").asString("");
        var content = body.path("content");
        var subject = content.path("subject").asString("");
        var markdown = content.path("markdown").asString("");
        if (!code.matches(TAX_CODE)) wrong.add("fiscal_code");
        if (subject.length() < 10 || subject.length() > 120) wrong.add("subject of " + subject.length());
        if (markdown.length() < 80 || markdown.length() > 10_000) wrong.add("markdown of " + markdown.length());
        if (!Set.of("fiscal_code", "content").containsAll(body.propertyNames())) wrong.add("unknown field");
        if (!Set.of("subject", "markdown", "require_secure_channels").containsAll(content.propertyNames()))
            wrong.add("unknown field in content");
        if (!asked.contains(service + " " + code)) wrong.add("profile not asked");
        if (!wrong.isEmpty()) {
            amiss(exchange, String.join(", ", wrong));
            return;
        }
        var refused = refusedBy.get(code);
        if (refused == null || refused.contains(service)) {
            say(exchange, 403, Map.of("status", 403));
            return;
        }
        var id = UUID.randomUUID().toString();
        taken.add(new Taken(
                id,
                service,
                code,
                subject,
                markdown,
                content.path("require_secure_channels").asBoolean(false)));
        exchange.getResponseHeaders().set("Location", "/api/v1/messages/" + id);
        say(exchange, 201, Map.of("id", id));
    }

    private void amiss(HttpExchange exchange, String what) throws IOException {
        complaints.add(what);
        say(exchange, 400, Map.of("status", 400, "detail", what));
    }

    private static void say(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        var text = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }
}
