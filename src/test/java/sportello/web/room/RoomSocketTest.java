package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.meeting.Cast;
import sportello.meeting.EntryId;
import sportello.meeting.MeetingTest;
import sportello.meeting.RememberingMedia;
import sportello.meeting.Rooms;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.MovableClock;
import sportello.testing.SocketClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The room's socket from outside, with real WebSocket clients.
@MeetingTest
class RoomSocketTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");
    static final String PHONE = "the-secret-of-annas-telephone";
    static final String LAPTOP = "the-secret-of-brunos-laptop";
    static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    int port;

    @Autowired
    Rooms rooms;

    @Autowired
    Cast cast;

    @Autowired
    RememberingMedia media;

    @Autowired
    MovableClock clock;

    @Autowired
    Offices offices;

    @Autowired
    SessionRepository<? extends Session> sessions;

    Cast.Meeting meeting;
    Actor.Official carla;
    Actor.Official elena;
    final List<SocketClient> clients = new CopyOnWriteArrayList<>();

    @BeforeEach
    void nine() {
        clock.moveTo(NINE);
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Bologna", "BO", null, false));
        carla = offices.employ(cast.carla().person(), office.id(), "Funzionaria", EnumSet.of(Right.HOLD_MEETINGS));
        elena = offices.employ(cast.elena().person(), office.id(), "Responsabile", EnumSet.allOf(Right.class));
        meeting = cast.meeting(cast.plan(NINE, office.id(), true, 5));
        meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE);
        meeting.knock(meeting.bruno, meeting.code(meeting.bruno), LAPTOP);
    }

    @AfterEach
    void today() {
        clients.forEach(SocketClient::hangUp);
        clock.reset();
    }

    @Test
    void isNotThereForStrangers() {
        rooms.open(meeting.id, carla);
        var annas = "/rooms/" + meeting.entry(meeting.anna).publicRef() + "/socket";
        var brunos = "/rooms/" + meeting.entry(meeting.bruno).publicRef() + "/socket";
        var office = "/office/rooms/" + meeting.id + "/socket";
        var official = rooms.entries(meeting.id).stream()
                .filter(one -> one.official())
                .findFirst()
                .orElseThrow();

        assertThat(refusal(annas, "")).isEqualTo(404);
        assertThat(refusal(annas, cookie(meeting.anna, LAPTOP))).isEqualTo(404);
        assertThat(refusal(
                        annas,
                        cookie(meeting.bruno, LAPTOP) + "; "
                                + login(cast.bruno().person(), null)))
                .isEqualTo(404);
        assertThat(refusal(brunos, cookie(meeting.bruno, LAPTOP))).isEqualTo(404);
        assertThat(refusal(brunos, login(cast.bruno().person(), null))).isEqualTo(404);
        assertThat(refusal(
                        brunos,
                        cookie(meeting.bruno, LAPTOP) + "; "
                                + login(cast.dario().person(), null)))
                .isEqualTo(404);
        assertThat(refusal("/rooms/AAAAAAAA/socket", cookie(meeting.anna, PHONE)))
                .isEqualTo(404);
        assertThat(refusal("/rooms/" + official.publicRef() + "/socket", "entry_" + official.publicRef() + "=" + PHONE))
                .isEqualTo(404);
        assertThat(refusal(office, staff(elena))).isEqualTo(404);
        assertThat(refusal("/office/rooms/" + UUID.randomUUID() + "/socket", staff(carla)))
                .isEqualTo(404);
        assertThat(refusal("/office/rooms/no-such-room/socket", staff(carla))).isEqualTo(404);
        assertThat(refusal(office, login(cast.bruno().person(), null))).isIn(401, 404);
        assertThat(refusal(office, "")).isIn(401, 404);

        rooms.close(meeting.id, carla, "aborted");
        assertThat(refusal(annas, cookie(meeting.anna, PHONE))).isEqualTo(404);
        assertThat(refusal(office, staff(carla))).isEqualTo(404);
    }

    @Test
    void isNotThereForPagesOfOtherOrigins() {
        var annas = "/rooms/" + meeting.entry(meeting.anna).publicRef() + "/socket";
        assertThat(refusal(annas, cookie(meeting.anna, PHONE), "https://elsewhere.example"))
                .isEqualTo(403);
    }

    @Test
    void showsWhoWaitsWhatTheyMayKnow() {
        var anna = anna();
        var first = anna.heard("state");
        assertThat(first.at("/me/entry").stringValue()).isEqualTo(meeting.anna.toString());
        assertThat(first.at("/room/status").stringValue()).isEqualTo("PREPARED");
        assertThat(first.at("/queue/place").intValue()).isEqualTo(1);
        assertThat(anna.lastText()).doesNotContain(meeting.code(meeting.anna)).doesNotContain(PHONE);
        rooms.tellWaiting(meeting.id, "Cominciamo tra cinque minuti.", carla);
        anna.state(state -> state.at("/office/0/text").asString("").startsWith("Cominciamo"));
        rooms.open(meeting.id, carla);
        anna.state(state -> state.at("/room/status").stringValue().equals("OPEN"));
    }

    @Test
    void carriesAMeeting() {
        var anna = anna();
        var bruno = bruno();
        rooms.open(meeting.id, carla);
        var official = carlas();
        official.state(state -> state.at("/me/inside").booleanValue());
        anna.says("{\"type\":\"publish\",\"sdp\":\"v=0 anna\"}");
        assertThat(anna.heard("error").at("/why").stringValue()).isEqualTo("not-allowed");

        admit(meeting.anna);
        admit(meeting.bruno);
        anna.state(state -> state.at("/me/inside").booleanValue());
        bruno.state(state -> state.at("/me/inside").booleanValue());
        assertThat(anna.heard("ice-servers").at("/servers/0/urls/0").stringValue())
                .startsWith("stun:");

        anna.says("{\"type\":\"publish\",\"sdp\":\"v=0 anna\"}");
        assertThat(anna.heard("published").at("/sdp").stringValue()).isEqualTo("v=0 answer");
        assertThat(media.asked).contains("publish " + meeting.anna + " 2027-01");
        bruno.state(state -> state.at("/recording/running").booleanValue());
        anna.says("{\"type\":\"trickle\",\"which\":\"publish\",\"candidate\":{\"candidate\":\"candidate:1\"}}");
        await().until(() -> media.asked.contains("trickle publish {\"candidate\":\"candidate:1\"}"));

        anna.says("{\"type\":\"typing\",\"text\":\"Vi se\"}");
        assertThat(bruno.heard("typing").at("/text").stringValue()).isEqualTo("Vi se");
        anna.says("{\"type\":\"text\",\"text\":\"Vi sento\"}");
        assertThat(bruno.heard("text").at("/text").stringValue()).isEqualTo("Vi sento");
        assertThat(anna.heard("text").at("/from").stringValue()).isEqualTo(meeting.anna.toString());
        assertThat(anna.count("typing")).isZero();

        anna.says("{\"type\":\"mic\",\"on\":true}");
        bruno.state(state -> person(state, meeting.anna).at("/mic").booleanValue());

        rooms.close(meeting.id, carla, "concluded");
        assertThat(anna.heard("closed").at("/next").stringValue())
                .isEqualTo("/rooms/" + meeting.entry(meeting.anna).publicRef());
        assertThat(official.heard("closed").at("/next").stringValue()).isEqualTo("/office/cases/" + meeting.about);
        await().until(() -> anna.closedWith == 1000);
        await().until(() -> media.asked.contains("close " + meeting.id));
    }

    @Test
    void takesTheSeatOfWhoIsPutOut() {
        var anna = anna();
        var bruno = bruno();
        rooms.open(meeting.id, carla);
        admit(meeting.anna);
        admit(meeting.bruno);
        bruno.state(state -> state.at("/me/inside").booleanValue());
        bruno.says("{\"type\":\"publish\",\"sdp\":\"v=0 bruno\"}");
        bruno.heard("published");

        rooms.putOut(meeting.bruno, carla);
        bruno.state(state -> state.at("/me/out").booleanValue());
        await().until(() -> media.asked.contains("leave " + meeting.bruno));
        anna.state(state -> person(state, meeting.bruno).at("/out").booleanValue());
        anna.says("{\"type\":\"text\",\"text\":\"Sì, lo voglio io\"}");
        anna.heard("text");
        bruno.says("{\"type\":\"publish\",\"sdp\":\"v=0 bruno\"}");
        assertThat(bruno.heard("error").at("/of").stringValue()).isEqualTo("publish");
        bruno.says("{\"type\":\"text\",\"text\":\"Ci siete?\"}");
        await().until(() -> bruno.count("error") == 2);
        assertThat(bruno.count("text")).isZero();

        rooms.letIn(meeting.bruno, carla);
        await().until(() -> bruno.count("texts") == 2);
        assertThat(bruno.last("texts").at("/texts").size()).isZero();
        bruno.says("{\"type\":\"publish\",\"sdp\":\"v=0 bruno\"}");
        await().until(() -> bruno.count("published") == 2);
    }

    @Test
    void tellsWhenTheMediaServerDiesAndComesBack() {
        var anna = anna();
        rooms.open(meeting.id, carla);
        admit(meeting.anna);
        anna.state(state -> state.at("/me/inside").booleanValue());
        anna.says("{\"type\":\"publish\",\"sdp\":\"v=0 anna\"}");
        anna.heard("published");
        media.dies(meeting.id);
        anna.heard("media-lost");
        anna.state(state -> !state.at("/recording/running").booleanValue());
        anna.says("{\"type\":\"answer\",\"sdp\":\"v=0 late\"}");
        assertThat(anna.heard("error").at("/of").stringValue()).isEqualTo("answer");
        media.comesBack(meeting.id);
        anna.heard("media-back");
        anna.says("{\"type\":\"publish\",\"sdp\":\"v=0 anna again\"}");
        await().until(() -> anna.count("published") == 2);
    }

    @Test
    void answersWhatItDoesNotUnderstandAndLivesOn() {
        var anna = anna();
        for (var frame : List.of("hello", "{\"type\":\"admit\"}", "[]", "{\"type\":\"weak\",\"level\":9}")) {
            anna.says(frame);
        }
        await().until(() -> anna.count("error") == 4);
        anna.says("{\"type\":\"ping\"}");
        anna.heard("pong");
    }

    @Test
    void slowsDownWhoWritesTooFast() {
        var anna = anna();
        rooms.open(meeting.id, carla);
        admit(meeting.anna);
        anna.state(state -> state.at("/me/inside").booleanValue());
        for (int line = 0; line < 20; line++) anna.says("{\"type\":\"text\",\"text\":\"" + line + "\"}");
        await().until(() -> anna.count("text") + anna.count("error") == 20);
        assertThat(anna.count("text")).isBetween(10L, 14L);
        assertThat(anna.last("error").at("/why").stringValue()).isEqualTo("too-fast");
    }

    @Test
    void survivesAReloadAndTellsWhoWentForGood() {
        var anna = anna();
        var bruno = bruno();
        bruno.state(state -> person(state, meeting.anna).at("/present").booleanValue());
        var since =
                person(bruno.last("state"), meeting.anna).at("/waitingSince").stringValue();
        anna.hangUp();
        var again = anna();
        again.heard("state");
        bruno.says("{\"type\":\"ping\"}");
        bruno.heard("pong");
        assertThat(person(bruno.last("state"), meeting.anna).at("/waitingSince").stringValue())
                .isEqualTo(since);
        again.hangUp();
        bruno.state(state -> !person(state, meeting.anna).at("/present").booleanValue());
    }

    @Test
    void endsTheConnectionOpenedBefore() {
        var before = anna();
        before.heard("state");
        anna().heard("state");
        await().until(() -> before.closedWith == 4409);
    }

    @Test
    void endsTheConnectionWhoseCodeWasRenewed() {
        var anna = anna();
        anna.heard("state");
        rooms.resend(meeting.anna, cast.bruno());
        await().until(() -> anna.closedWith == 4403);
    }

    private void admit(EntryId entry) {
        var by = entry.equals(meeting.anna) ? meeting.asAnna() : cast.bruno();
        rooms.acknowledge(entry, "2027-01", Locale.ITALIAN, by);
        assertThat(rooms.admit(entry, carla)).isInstanceOf(Rooms.Admission.Admitted.class);
    }

    private static JsonNode person(JsonNode state, EntryId entry) {
        for (var person : state.at("/people")) {
            if (person.at("/entry").stringValue().equals(entry.toString())) return person;
        }
        throw new AssertionError("Nobody is " + entry);
    }

    private SocketClient anna() {
        return connect("/rooms/" + meeting.entry(meeting.anna).publicRef() + "/socket", cookie(meeting.anna, PHONE));
    }

    private SocketClient bruno() {
        return connect(
                "/rooms/" + meeting.entry(meeting.bruno).publicRef() + "/socket",
                cookie(meeting.bruno, LAPTOP) + "; " + login(cast.bruno().person(), null));
    }

    private SocketClient carlas() {
        return connect("/office/rooms/" + meeting.id + "/socket", staff(carla));
    }

    private String cookie(EntryId entry, String secret) {
        return "entry_" + meeting.entry(entry).publicRef() + "=" + secret;
    }

    private String staff(Actor.Official official) {
        return login(official.person(), "staff:" + official.staff());
    }

    private String login(PersonId person, @Nullable String capacity) {
        return login(sessions, person, capacity);
    }

    private static <S extends Session> String login(
            SessionRepository<S> sessions, PersonId person, @Nullable String capacity) {
        var session = sessions.createSession();
        session.setAttribute("person", person.toString());
        session.setAttribute("assurance", "SUBSTANTIAL");
        session.setAttribute("capacity", Objects.requireNonNullElse(capacity, "me"));
        sessions.save(session);
        return "sportello=" + Base64.getEncoder().encodeToString(session.getId().getBytes(StandardCharsets.UTF_8));
    }

    private int refusal(String path, String cookies) {
        return refusal(path, cookies, "http://localhost:" + port);
    }

    private int refusal(String path, String cookies, String origin) {
        try {
            open(path, cookies, origin, new SocketClient());
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
        return 101;
    }

    private SocketClient connect(String path, String cookies) {
        var client = new SocketClient();
        client.socket = open(path, cookies, "http://localhost:" + port, client);
        clients.add(client);
        return client;
    }

    private WebSocket open(String path, String cookies, String origin, SocketClient client) {
        var builder = HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5));
        if (!cookies.isEmpty()) builder.header("Cookie", cookies);
        return builder.header("Origin", origin)
                .buildAsync(URI.create("ws://localhost:" + port + path), client)
                .join();
    }
}
