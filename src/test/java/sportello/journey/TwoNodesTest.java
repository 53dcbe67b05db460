package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.ExternalDatabase;
import sportello.testing.SeparateProduct;
import sportello.testing.SocketClient;
import tools.jackson.databind.JsonNode;

/// Two processes on one database serve the same people: whoever answers knows what the other did, and one of them, or
/// the database, dies without taking anything along that somebody was told is done.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern ROOM = Pattern.compile("/rooms/([0-9A-Z]{8})");
    private static final Pattern OFFICE_SOCKET = Pattern.compile("/office/rooms/[0-9a-f-]{36}/socket");

    @TempDir
    static Path folder;

    static ExternalDatabase database;
    static SeparateProduct first;
    static SeparateProduct second;

    /// Which of the two answers the next request of Dario and Carla.
    static final AtomicReference<SeparateProduct> answering = new AtomicReference<>();

    static PlainConsulting people;
    static String appointment;
    static String file;

    @BeforeAll
    static void twoNodes() throws Exception {
        database = ExternalDatabase.start(folder.resolve("database"));
        first = node("first");
        second = node("second");
        answering.set(first);
        new Demo(first::url).clock("2027-03-01T10:00:00+01:00");
        people = PlainConsulting.at(path -> answering.get().url(path));
    }

    private static SeparateProduct node(String name) throws Exception {
        return SeparateProduct.node(
                database,
                folder.resolve("shared"),
                folder.resolve(name),
                Path.of("target", "journey", "two-nodes-" + name + ".log"),
                Map.of("sportello.media.janus", "off", "sportello.nodes.lease", "4s"));
    }

    @AfterAll
    static void end() throws Exception {
        if (first != null) first.close();
        if (second != null) second.close();
        database.close();
    }

    @Test
    @Order(1)
    void aLoginBegunAtOneIsFinishedAtTheOtherAndKnownAtBoth() {
        var bruno = new Visitor(path -> answering.get().url(path), "it");
        answering.set(first);
        var chosen = bruno.get("/login/spid?next=/home");
        var form = chosen.form("/authorize");
        var back = bruno.answerTo(chosen, form, Map.of("login", "bruno", "level", "spid2"));
        var callback = URI.create(back.headers().firstValue("Location").orElseThrow());
        answering.set(second);
        bruno.get(callback.getRawPath() + "?" + callback.getRawQuery()).is(200);
        for (var node : List.of(first, second)) {
            answering.set(node);
            bruno.get("/home").is(200).says("Bruno");
        }
    }

    @Test
    @Order(2)
    void theClockMovesOnBothAndDueWorkIsDoneOnce() {
        assertThat(new Demo(second::url).now()).startsWith("2027-03-01T10:0");
        answering.set(first);
        var question = people.lit(people.position("Officina del Reno"), "Da due nodi");
        var summary = people.hold(question, "2027-03-03T08:20:00Z").shows("Controlla e conferma");
        appointment = people.confirm(at(second, summary))
                .is(200)
                .says("Appuntamento confermato")
                .at()
                .getPath();
        once(mail -> mail.subject().startsWith("Appuntamento di mercoled"));

        new Demo(second::url).clock("2027-03-03T08:05:00+01:00");
        await().atMost(LONG).until(() -> new Demo(first::url).now().startsWith("2027-03-03T08:0"));
        once(mail -> mail.subject().startsWith("Oggi alle 9:20"));
    }

    @Test
    @Order(3)
    void whoWaitsAtOneIsSeenAndAdmittedAtTheOther() throws Exception {
        answering.set(second);
        file = people.caseOf(appointment);
        people.act(file, "/charges", Map.of());
        people.act(file, "/acceptances", Map.of());
        people.act(file, "/venues", Map.of("venue.where", "OWN_ROOM", "venue.why", "Preferita", "venue.reason", "x"));
        new Demo(second::url).clock("2027-03-03T09:15:00+01:00");

        answering.set(first);
        var door = people.dario().get("/rooms/" + room()).shows("Entra nella stanza");
        people.dario().send(door, "/entrances", Map.of()).shows("Sei in sala d'attesa");
        var dario = socket(first, people.dario(), "/rooms/" + room() + "/socket");
        dario.state(picture -> !picture.at("/me/inside").asBoolean());

        answering.set(second);
        var carla = opens();
        carla.state(picture -> person(picture, "intermediary").path("present").asBoolean());
        dario.state(picture -> picture.at("/room/status").asString().equals("OPEN"));
        admit(carla);
        dario.state(picture -> picture.at("/me/inside").asBoolean());

        passesText(dario, carla);
        var offer = "{\"type\":\"peer\",\"to\":\"%s\",\"call\":\"call-1\",\"kind\":\"offer\",\"sdp\":\"v=0\\r\\n\"}";
        carla.says(offer.formatted(
                person(carla.last("state"), "intermediary").path("entry").asString()));
        assertThat(dario.heard("peer").path("sdp").asString()).startsWith("v=0");
        dario.says("{\"type\":\"mic\",\"on\":true}");
        carla.state(picture -> person(picture, "intermediary").path("mic").asBoolean());

        first.kill();
        await().atMost(LONG).until(() -> carla.closedWith == 1012);
        answering.set(second);
        var carlaAgain = comesBack(second, people.carla(), officeSocket());
        var darioAgain = comesBack(second, people.dario(), "/rooms/" + room() + "/socket");
        darioAgain.state(picture -> picture.at("/me/inside").asBoolean());
        passesText(darioAgain, carlaAgain);
        people.dario().get(appointment).is(200).says("Officina del Reno");
        once(mail -> mail.subject().startsWith("Appuntamento di mercoled"));

        first.startAgain();
        var relayed = comesBack(first, people.dario(), "/rooms/" + room() + "/socket");
        relayed.state(picture -> picture.at("/me/inside").asBoolean());
        passesText(relayed, carlaAgain);
    }

    /// Whoever had no answer asks the other node the same thing again.
    @Test
    @Order(4)
    void aNodeKilledWhileItConfirmsLosesNoBookingAndDoublesNone() throws Exception {
        answering.set(second);
        var position = people.position("Officina del Reno");
        var booked = new TreeSet<String>();
        try (var window = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                var hour = Instant.parse("2027-03-05T08:00:00Z").plus(Duration.ofMinutes(20L * i));
                var question = people.lit(position, "Nella ressa " + i);
                var summary = people.hold(question, hour.toString()).shows("Controlla e conferma");
                var asked = window.submit(() -> confirmedAt(first, summary));
                if (i == 2) first.kill();
                booked.add(asked.get(2, TimeUnit.MINUTES));
                assertThat(confirmedAt(second, summary)).isIn(booked);
            }
        }
        assertThat(booked).hasSize(4);
        for (var one : booked) people.dario().get(one).is(200).says("Officina del Reno");
        await().atMost(LONG).during(Duration.ofSeconds(3)).until(TwoNodesTest::confirmations, count -> count == 4);
        first.startAgain();
    }

    private static long confirmations() {
        return new Demo(second::url)
                .mails(Consulting.MAIL).stream()
                        .filter(mail -> mail.subject().startsWith("Appuntamento di venerd"))
                        .count();
    }

    private static String confirmedAt(SeparateProduct node, Visitor.Page summary) throws InterruptedException {
        for (var at = node; ; at = second) {
            try {
                var page = people.confirm(at(at, summary));
                if (page.status() == 200)
                    return page.says("Appuntamento confermato").at().getPath();
            } catch (UncheckedIOException died) {
                Thread.sleep(100);
            }
        }
    }

    @Test
    @Order(5)
    void theDoorBetweenNodesOpensToNodesOnly() throws Exception {
        var path = "/internal/rooms/0197f000-0000-7000-8000-000000000001/recording";
        assertThat(status("http://" + first.nodeAddress() + path)).isEqualTo(404);
        assertThat(status(first.url(path))).isEqualTo(404);
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Sportello-Pass", "x".repeat(64))
                        .buildAsync(
                                URI.create("ws://" + first.nodeAddress() + "/internal/rooms/socket"),
                                new SocketClient())
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(status("http://" + first.nodeAddress() + "/home")).isEqualTo(404);
    }

    @Test
    @Order(6)
    void theDatabaseKilledIsWaitedForAndNothingConfirmedIsLost() throws Exception {
        answering.set(first);
        var question = people.lit(people.position("Officina del Reno"), "Prima del buio");
        var kept = people.book(question, "2027-03-04T08:20:00Z");
        database.kill();
        for (var node : List.of(first, second)) {
            answering.set(node);
            await().atMost(LONG)
                    .until(() -> people.dario().get(kept), page -> page.status() == 503)
                    .shows("Qualcosa non ha funzionato")
                    .says("Riferimento");
            assertThat(status(node.url("/status"))).isEqualTo(503);
        }
        database.startAgain();
        for (var node : List.of(first, second)) {
            answering.set(node);
            await().atMost(LONG)
                    .until(() -> people.dario().get(kept), page -> page.status() == 200)
                    .says("Officina del Reno");
        }
        new Demo(first::url).clock("2027-03-03T18:00:00+01:00");
        await().atMost(LONG).until(() -> new Demo(second::url).now().startsWith("2027-03-03T18:0"));
    }

    /// The page, its forms sent to that node.
    private static Visitor.Page at(SeparateProduct node, Visitor.Page page) {
        return new Visitor.Page(page.status(), URI.create(node.url(page.at().getPath())), page.body(), page.html());
    }

    private static SocketClient opens() throws Exception {
        var page = people.carla()
                .get("/office/cases/" + PlainConsulting.id(file) + "/room")
                .is(200);
        people.carla().send(page, "/room-openings", Map.of()).is(200);
        return socket(answering.get(), people.carla(), officeSocket());
    }

    private static void admit(SocketClient carla) {
        people.carla()
                .post(
                        "/office/cases/" + PlainConsulting.id(file) + "/admissions",
                        Map.of(
                                "entry",
                                person(carla.last("state"), "intermediary")
                                        .path("entry")
                                        .asString()))
                .is(200);
    }

    private static void passesText(SocketClient one, SocketClient other) {
        for (var pair : List.of(List.of(one, other), List.of(other, one))) {
            var line = "Mi senti? " + System.nanoTime();
            pair.getFirst().says("{\"type\":\"text\",\"text\":\"" + line + "\"}");
            await().atMost(LONG)
                    .until(() -> pair.getLast().count("text") > 0
                            && pair.getLast()
                                    .last("text")
                                    .path("text")
                                    .asString()
                                    .equals(line));
        }
    }

    private static JsonNode person(JsonNode picture, String role) {
        return picture.path("people")
                .valueStream()
                .filter(one -> one.path("role").asString().equals(role))
                .findFirst()
                .orElse(picture.path("nobody"));
    }

    private static String room() {
        var found = ROOM.matcher(people.dario().get(appointment).body());
        assertThat(found.find()).as("a link to the room").isTrue();
        return found.group(1);
    }

    private static String officeSocket() {
        var page = people.carla().get("/office/cases/" + PlainConsulting.id(file) + "/room");
        var found = OFFICE_SOCKET.matcher(page.body());
        assertThat(found.find()).as("the room's socket in " + page.at()).isTrue();
        return found.group();
    }

    private static SocketClient socket(SeparateProduct node, Visitor who, String path) {
        var client = new SocketClient();
        client.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Cookie", who.cookies())
                .header("Origin", node.url(""))
                .buildAsync(URI.create(node.url(path).replaceFirst("http", "ws")), client)
                .join();
        return client;
    }

    /// As a page does: again and again, until the room is somewhere.
    private static SocketClient comesBack(SeparateProduct node, Visitor who, String path) {
        return await().atMost(LONG)
                .ignoreExceptions()
                .until(
                        () -> {
                            var client = socket(node, who, path);
                            await().until(() -> client.closedWith != 0 || client.count("state") > 0);
                            return client;
                        },
                        client -> client.count("state") > 0);
    }

    private static int status(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /// It comes, and for three seconds more no second one does.
    private static void once(Predicate<Demo.Mail> which) {
        await().atMost(LONG)
                .during(Duration.ofSeconds(3))
                .until(
                        () -> new Demo(second::url)
                                .mails(Consulting.MAIL).stream().filter(which).toList(),
                        fitting -> fitting.size() == 1);
    }
}
