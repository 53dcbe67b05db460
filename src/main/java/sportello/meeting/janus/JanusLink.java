package sportello.meeting.janus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one connection to Janus: requests with their answers, events to the session they belong to. A WebSocket, so
/// that the secret travels in messages and never in an address (rule D13). Nothing that passes here is logged.
final class JanusLink implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Logger LOG = LoggerFactory.getLogger(JanusLink.class);

    private final HttpClient http;
    private final String secret;
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<Long, JanusSession> sessions = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();
    private final ReentrantLock sending = new ReentrantLock();
    private final Thread keeper;
    private @Nullable WebSocket socket;
    private String version = "";
    private volatile boolean closed;

    private JanusLink(HttpClient http, String secret) {
        this.http = http;
        this.secret = secret;
        this.keeper = Thread.ofVirtual().name("janus-keepalive").unstarted(this::keepAlive);
    }

    /// Empty while nobody listens there yet.
    static Optional<JanusLink> open(int port, String secret) {
        var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        var link = new JanusLink(http, secret);
        try {
            link.socket = http.newWebSocketBuilder()
                    .subprotocols("janus-protocol")
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), link.new Ear())
                    .join();
            link.version =
                    link.request(link.message("info")).path("version_string").asString("");
        } catch (CompletionException | JanusRefused e) {
            link.close();
            return Optional.empty();
        }
        link.keeper.start();
        return Optional.of(link);
    }

    String version() {
        return version;
    }

    JanusSession session(JanusSession.Events events) {
        var id = request(message("create")).path("data").path("id").asLong();
        var session = new JanusSession(this, id, events);
        sessions.put(id, session);
        return session;
    }

    ObjectNode message(String verb) {
        return JSON.createObjectNode().put("janus", verb);
    }

    void forget(JanusSession session) {
        sessions.remove(session.id());
    }

    /// The first answer: `success` or `ack`. Throws `JanusRefused`.
    JsonNode request(ObjectNode message) {
        var transaction = Long.toString(counter.incrementAndGet(), 36);
        message.put("transaction", transaction).put("apisecret", secret);
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(transaction, answer);
        try {
            send(JSON.writeValueAsString(message));
            var said = answer.get(10, TimeUnit.SECONDS);
            if (said.path("janus").asString("").equals("error")) {
                throw new JanusRefused(
                        said.path("error").path("code").asInt(0),
                        said.path("error").path("reason").asString(""));
            }
            return said;
        } catch (TimeoutException | ExecutionException e) {
            throw new JanusRefused(0, "no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JanusRefused(0, "interrupted");
        } finally {
            waiting.remove(transaction);
        }
    }

    private void send(String text) {
        var to = socket;
        if (to == null || closed) throw new JanusRefused(0, "not connected");
        sending.lock();
        try {
            to.sendText(text, true).get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new JanusRefused(0, "not sent");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JanusRefused(0, "interrupted");
        } finally {
            sending.unlock();
        }
    }

    private void keepAlive() {
        while (!closed) {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                return;
            }
            for (var session : sessions.values()) session.keepAlive();
        }
    }

    private void heard(String text) {
        var message = JSON.readTree(text);
        var kind = message.path("janus").asString("");
        var answer = waiting.get(message.path("transaction").asString(""));
        if (answer != null && !kind.equals("event")) {
            answer.complete(message);
            return;
        }
        var session = sessions.get(message.path("session_id").asLong(0));
        if (session != null) session.heard(kind, message);
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        keeper.interrupt();
        var socket = this.socket;
        if (socket != null) socket.abort();
        http.shutdownNow();
        waiting.values().forEach(answer -> answer.completeExceptionally(new JanusRefused(0, "closed")));
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                var text = parts.toString();
                parts.setLength(0);
                try {
                    heard(text);
                } catch (RuntimeException e) {
                    LOG.warn("A message from Janus was not understood", e);
                }
            }
            from.request(1);
            return null;
        }
    }
}
