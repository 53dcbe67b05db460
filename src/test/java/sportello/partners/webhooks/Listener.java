package sportello.partners.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A partner's own server: remembers what it was told and answers as it was bidden.
final class Listener implements AutoCloseable {

    record Told(String key, String signature, byte[] body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String kind() {
            return json().get("kind").asString();
        }

        String appointment() {
            return json().get("appointment_id").asString();
        }
    }

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile ToIntFunction<Told> answer = one -> 204;

    Listener() {
        this(0);
    }

    Listener(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/told", this::hear);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + port() + "/told";
    }

    int port() {
        return server.getAddress().getPort();
    }

    void answers(ToIntFunction<Told> wanted) {
        answer = wanted;
    }

    /// All it heard, also what it then refused.
    List<Told> told() {
        return told;
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var one = new Told(
                    headers.getFirst("Idempotency-Key"),
                    headers.getFirst("Sportello-Signature"),
                    exchange.getRequestBody().readAllBytes());
            int status = answer.applyAsInt(one);
            told.add(one);
            if (status / 100 == 3) exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
