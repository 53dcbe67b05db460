package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sportello.testing.RunningProduct;
import sportello.web.security.Doors;

/// A crowd at the public door: officials work, people in a meeting are in it, and everybody outside is told when to
/// come again (rule G6).
class FloodTest {

    private static final Pattern ROOM = Pattern.compile("/rooms/([0-9A-Z]{8})");
    private static final List<String> DEAR = List.of("/book/delegation-web-meeting/hour", "/book", "/home", "/notices");

    private static final Map<String, Object> NARROW = Map.of(
            "sportello.media.janus", "off",
            "sportello.entrances.public.requests", "3",
            "sportello.entrances.public.waiting", "3",
            "sportello.entrances.public.patience", "100ms",
            "sportello.lanes.public.connections", "4");

    @Test
    void anOfficialBooksAndAPersonInTheWaitingRoomIsLetInMeanwhile() throws Exception {
        try (var product = RunningProduct.with(NARROW)) {
            var demo = new Demo(product::url);
            demo.clock("2027-03-01T10:00:00+01:00");
            var at = PlainConsulting.at(product::url);
            var appointment =
                    at.book(at.lit(at.position("Officina del Reno"), "Quando sono in molti"), "2027-03-03T08:20:00Z");
            var file = at.caseOf(appointment);
            at.act(file, "/charges", Map.of());
            at.act(file, "/acceptances", Map.of());
            at.act(file, "/venues", Map.of("venue.where", "OWN_ROOM", "venue.reason", "Senza Teams"));
            demo.clock("2027-03-03T09:15:00+01:00");
            var room = "/rooms/" + found(ROOM, at.dario().get(appointment).body());
            var door = at.dario().get(room);
            at.dario().send(door, "/entrances", Map.of()).is(200);

            var bruno = new Visitor(product::url, "it").logIn("bruno");
            try (var crowd = new Crowd(product, bruno.cookies(), 200);
                    var darios = Listening.at(product, room + "/socket", at.dario())) {
                darios.heard("\"type\":\"state\"");
                await().atMost(Duration.ofSeconds(60)).until(() -> crowd.refused() > 50);

                var carla = new Visitor(product::url, "it").logIn("carla", "/office");
                carla.get("/office").is(200);
                carla.get("/office/queue").is(200);
                carla.get(file).is(200);
                var session = "/office/cases/" + PlainConsulting.id(file) + "/room";
                var opened = carla.send(carla.get(session).is(200), "/room-openings", Map.of());
                opened.is(200);
                darios.heard("\"status\":\"OPEN\"");
                carla.send(carla.get(session), "/admissions", Map.of()).is(200);
                darios.heard("\"admitted\":true");
                at.dario().get(room).is(200);
                assertThat(darios.closed).isFalse();
                agreeOnAnother(carla, file);
                crowd.isAnsweredDefinitely();
                assertThat(at.dario().get("/status").status()).isEqualTo(200);
            }
            new Visitor(product::url, "en")
                    .logIn("ivo")
                    .get("/book/delegation-web-meeting/hour")
                    .is(200)
                    .shows("You are in line");
            var figures = figures(product);
            assertThat(figure(figures, "refused", "public")).isPositive();
            assertThat(figure(figures, "refused", "staff")).isZero();
            assertThat(figure(figures, "refused", "room")).isZero();
            assertThat(figure(figures, "answered", "staff")).isPositive();
            assertThat(figures).contains("sportello_lane_connections{lane=\"public\",state=\"most\"} 4.0");
        }
    }

    @Test
    void throughTheirOwnPortOfficialsComeInWhenThePublicHoldsEveryConnection() throws Exception {
        try (var product = RunningProduct.with(Map.of(
                "sportello.media.janus", "off",
                "sportello.staff.port", "0",
                "server.tomcat.max-connections", "20",
                "server.tomcat.accept-count", "1",
                "server.tomcat.connection-timeout", "10m"))) {
            var desk = product.bean(Doors.class).address("staff").orElseThrow();
            var held = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 20; i++) held.add(new Socket("localhost", product.port()));
                try (var late = new Socket("localhost", product.port())) {
                    late.getOutputStream()
                            .write("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    var carla = new Visitor(path -> desk + path, "it").logIn("carla", "/office");
                    carla.get("/office").is(200).says("Carla");
                    carla.get("/").is(200).says("Carla");
                    carla.get("/home").is(404);
                    carla.get("/book").is(404);
                    assertThat(late.getInputStream().available())
                            .as("the public's port has no connection left")
                            .isZero();
                }
            } finally {
                for (var each : held) each.close();
            }
        }
    }

    /// The official books the next appointment for the person she talks with.
    private static void agreeOnAnother(Visitor carla, String file) {
        var page = carla.get(file).is(200);
        var hour = page.html().selectFirst("input[name=finish.hour]");
        assertThat(hour).as("an hour to agree on in\n" + page.main()).isNotNull();
        var form = hour.closest("form").clone().attr("action", file + "/second-appointments");
        carla.send(page, form, Map.of("finish.hour", hour.attr("value"), "finish.summary", "Ci risentiamo."))
                .is(200)
                .says("Nuovo appuntamento preso");
    }

    static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in\n" + text).isTrue();
        return matcher.group(1);
    }

    private static String figures(RunningProduct product) throws Exception {
        var management = product.bean(Doors.class).address("management").orElseThrow();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(management + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double figure(String figures, String what, String entrance) {
        Matcher line = Pattern.compile(
                        "(?m)^sportello_requests_" + what + "_total\\{entrance=\"" + entrance + "\",.*\\} ([0-9.E]+)$")
                .matcher(figures);
        assertThat(line.find()).as(what + " of " + entrance + " in\n" + figures).isTrue();
        return Double.parseDouble(line.group(1));
    }

    /// So many connections asking for what costs most, one request after the other each, until it is closed. Every
    /// answer is judged.
    private static final class Crowd implements AutoCloseable {

        private final List<Thread> people = new ArrayList<>();
        private final List<String> odd = new CopyOnWriteArrayList<>();
        private final AtomicLong refused = new AtomicLong();
        private final AtomicLong served = new AtomicLong();
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private volatile boolean over;

        Crowd(RunningProduct product, String cookies, int many) {
            for (int n = 0; n < many; n++) {
                var address = URI.create(product.url(DEAR.get(n % DEAR.size())));
                var request = HttpRequest.newBuilder(address)
                        .header("Accept", "text/html")
                        .header("Cookie", cookies)
                        .build();
                people.add(Thread.startVirtualThread(() -> ask(request)));
            }
        }

        private void ask(HttpRequest request) {
            while (!over) {
                try {
                    judge(http.send(request, HttpResponse.BodyHandlers.ofString()));
                } catch (java.io.IOException broken) {
                    if (!over) odd.add(request.uri() + " " + broken);
                } catch (InterruptedException end) {
                    return;
                }
            }
        }

        private void judge(HttpResponse<String> answer) {
            if (answer.statusCode() == 503) {
                var seconds = answer.headers().firstValue("Retry-After").orElse("none");
                var said =
                        answer.body().contains("Riprova tra ") || answer.body().contains("Try again in ");
                if (!seconds.matches("[1-9][0-9]{0,2}") || !said) odd.add("503 " + seconds + "\n" + answer.body());
                refused.incrementAndGet();
            } else if (answer.statusCode() < 400) {
                served.incrementAndGet();
            } else {
                odd.add(answer.uri() + " " + answer.statusCode());
            }
        }

        long refused() {
            return refused.get();
        }

        void isAnsweredDefinitely() {
            assertThat(odd).isEmpty();
            assertThat(refused.get()).isPositive();
            assertThat(served.get()).isPositive();
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            for (var each : people) each.join(Duration.ofSeconds(30));
        }
    }

    /// A browser's end of the socket of a room.
    private static final class Listening implements WebSocket.Listener, AutoCloseable {

        private final StringBuffer said = new StringBuffer();
        private @Nullable WebSocket socket;
        volatile boolean closed;

        static Listening at(RunningProduct product, String path, Visitor who) {
            var listening = new Listening();
            listening.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Cookie", who.cookies())
                    .buildAsync(URI.create(product.url(path).replaceFirst("^http", "ws")), listening)
                    .join();
            return listening;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            said.append(data);
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed = true;
            return null;
        }

        void heard(String text) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(said.toString()).contains(text));
        }

        @Override
        public void close() {
            if (socket != null) socket.abort();
        }
    }
}
