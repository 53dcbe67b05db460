package sportello.meeting.janus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sportello.meeting.MediaServer.Party;
import sportello.meeting.MediaServer.Seat;
import sportello.meeting.MediaServer.SeatListener;
import sportello.meeting.MediaServer.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A page with a camera, and the relay between it and its seat: what the room's socket does in the product.
@org.jspecify.annotations.NullUnmarked
final class MediaPages implements AutoCloseable {

    final Map<UUID, Seat> seats = new ConcurrentHashMap<>();
    private final Map<UUID, BlockingQueue<String>> mail = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final byte[] page;
    private final TakeSeat takeSeat;

    interface TakeSeat {
        Seat seat(Party party, SeatListener listener);
    }

    MediaPages(TakeSeat takeSeat) throws IOException {
        this.takeSeat = takeSeat;
        try (var in = MediaPages.class.getResourceAsStream("/media/page.html")) {
            page = in.readAllBytes();
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, page));
        server.createContext("/hear", this::hear);
        server.createContext("/say", this::said);
        server.start();
    }

    String address(UUID who) {
        return "http://localhost:" + server.getAddress().getPort() + "/?who=" + who;
    }

    void tellAll(String type) {
        mail.keySet().forEach(who -> tell(who, JanusLink.JSON.createObjectNode().put("type", type)));
    }

    private BlockingQueue<String> mail(UUID who) {
        return mail.computeIfAbsent(who, _ -> new LinkedBlockingQueue<>());
    }

    private void tell(UUID who, ObjectNode message) {
        mail(who).add(message.toString());
    }

    private void hear(HttpExchange exchange) throws IOException {
        var box = mail(who(exchange));
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            while (true) {
                var message = box.poll(5, TimeUnit.SECONDS);
                out.write((message == null ? ": still here\n\n" : "data: " + message + "\n\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void said(HttpExchange exchange) throws IOException {
        var who = who(exchange);
        var query = exchange.getRequestURI().getQuery();
        var type = query.substring(query.indexOf("type=") + 5);
        var body = JanusLink.JSON.readTree(exchange.getRequestBody().readAllBytes());
        try {
            handle(who, type, body);
            answer(exchange, new byte[0]);
        } catch (RuntimeException e) {
            e.printStackTrace();
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private void handle(UUID who, String type, JsonNode body) {
        if (type.equals("sit")) {
            var party = new Party(who, "party", "notice-1", Locale.ITALIAN, Instant.now());
            seats.put(who, takeSeat.seat(party, new Relay(who)));
            return;
        }
        var seat = seats.get(who);
        switch (type) {
            case "publish" -> seat.publish(body.path("sdp").asString());
            case "answer" -> seat.answer(body.path("sdp").asString());
            case "trickle" -> {
                var candidate = body.path("candidate");
                seat.trickle(body.path("which").asString(), candidate.isNull() ? null : candidate.asString());
            }
            default -> throw new IllegalArgumentException(type);
        }
    }

    private static UUID who(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery();
        return UUID.fromString(query.substring(4, 40));
    }

    private static void answer(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private final class Relay implements SeatListener {
        private final UUID who;

        Relay(UUID who) {
            this.who = who;
        }

        private ObjectNode message(String type) {
            return JanusLink.JSON.createObjectNode().put("type", type);
        }

        @Override
        public void published(String sdpAnswer) {
            tell(who, message("published").put("sdp", sdpAnswer));
        }

        @Override
        public void offered(String sdpOffer, List<Stream> streams) {
            var offer = message("offer").put("sdp", sdpOffer);
            var lines = offer.putArray("streams");
            for (var stream : streams) {
                lines.addObject()
                        .put("mid", stream.mid())
                        .put("participant", stream.participant().toString())
                        .put("kind", stream.kind());
            }
            tell(who, offer);
        }

        @Override
        public void candidate(String which, String candidate) {
            tell(who, message("ice").put("which", which).put("candidate", candidate));
        }

        @Override
        public void connected(String which) {}

        @Override
        public void failed(String why) {
            tell(who, message("failed").put("why", why));
        }
    }
}
