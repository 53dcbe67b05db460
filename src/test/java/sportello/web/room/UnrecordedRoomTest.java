package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.MockMvc;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.meeting.Cast;
import sportello.meeting.EntryId;
import sportello.meeting.MediaServer;
import sportello.meeting.MeetingTest;
import sportello.meeting.RememberingMedia;
import sportello.meeting.RoomId;
import sportello.meeting.Rooms;
import sportello.meeting.Rooms.Knock;
import sportello.meeting.Rooms.Resend;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.MovableClock;
import sportello.testing.SocketClient;

/// The room of a consultancy: in by login alone, media from browser to browser, never recorded whoever asks (rules C9,
/// C11).
@MeetingTest
@AutoConfigureMockMvc
class UnrecordedRoomTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");
    static final String LAPTOP = "the-secret-of-darios-laptop";
    static final String OTHER = "the-secret-of-darios-telephone";

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
    MockMvc browser;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SessionRepository<? extends Session> sessions;

    RoomId room;
    UUID about;
    EntryId dario;
    Actor.Official carla;
    final List<SocketClient> clients = new CopyOnWriteArrayList<>();

    @BeforeEach
    void nine() {
        clock.moveTo(NINE);
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Bologna", "BO", null, false));
        carla = offices.employ(cast.carla().person(), office.id(), "Funzionaria", EnumSet.of(Right.HOLD_MEETINGS));
        var prepared = rooms.prepare(cast.talk(NINE, office.id()));
        room = prepared.id();
        about = prepared.plan().about();
        dario = rooms.entries(room).getFirst().id();
    }

    @AfterEach
    void today() {
        clients.forEach(SocketClient::hangUp);
        clock.reset();
    }

    @Test
    void isEnteredByLoginAloneAndNoCodeExists() {
        var ref = rooms.entry(dario).orElseThrow().publicRef();
        assertThat(rooms.codeForDelivery(dario)).isEmpty();
        assertThat(rooms.resend(dario, cast.dario())).isInstanceOf(Resend.NotFound.class);
        assertThat(rooms.resend(dario, carla)).isInstanceOf(Resend.NotFound.class);
        assertThat(rooms.knock(ref, cast.dario(), "123456", LAPTOP)).isInstanceOf(Knock.NotFound.class);
        assertThat(rooms.enter(ref, cast.bruno(), LAPTOP)).isInstanceOf(Knock.NotFound.class);
        assertThat(rooms.enter(ref, new Actor.Guest(dario.value()), LAPTOP)).isInstanceOf(Knock.NotFound.class);
        assertThat(rooms.enter(ref, carla, LAPTOP)).isInstanceOf(Knock.NotFound.class);
        assertThat(rooms.boundTo(dario, LAPTOP)).isFalse();

        assertThat(rooms.enter(ref, asStudio(), LAPTOP)).isInstanceOf(Knock.LetIn.class);
        assertThat(rooms.boundTo(dario, LAPTOP)).isTrue();
        assertThat(rooms.enter(ref, cast.dario(), OTHER)).isInstanceOf(Knock.LetIn.class);
        assertThat(rooms.boundTo(dario, LAPTOP)).isFalse();
        assertThat(rooms.boundTo(dario, OTHER)).isTrue();
    }

    @Test
    void isEnteredFromHalfAnHourBeforeUntilItIsOver() {
        var ref = rooms.entry(dario).orElseThrow().publicRef();
        clock.moveTo(NINE.minus(Duration.ofMinutes(31)));
        assertThat(rooms.enter(ref, cast.dario(), LAPTOP))
                .isEqualTo(new Knock.TooEarly(NINE.minus(Duration.ofMinutes(30))));
        clock.moveTo(NINE.minus(Duration.ofMinutes(29)));
        assertThat(rooms.enter(ref, cast.dario(), LAPTOP)).isInstanceOf(Knock.LetIn.class);
        rooms.callOff(about, carla);
        assertThat(rooms.enter(ref, cast.dario(), LAPTOP)).isInstanceOf(Knock.Over.class);
    }

    @Test
    void doesNotLetWhoEntersByCodeInWithoutOne() {
        var delegation = cast.meeting(cast.plan(NINE));
        var ref = delegation.entry(delegation.bruno).publicRef();
        assertThat(rooms.enter(ref, cast.bruno(), LAPTOP)).isInstanceOf(Knock.NotFound.class);
    }

    @Test
    void passesOnWhatTwoPagesNeedToConnect() {
        var talk = inside();
        assertThat(talk.dario.heard("ice-servers").at("/relayOnly").booleanValue())
                .isFalse();
        var state = talk.dario.last("state");
        assertThat(state.at("/room/recorded").booleanValue()).isFalse();
        assertThat(state.at("/room/mediaReady").booleanValue()).isTrue();

        talk.dario.says(peer(talk.carlas, "ready", ""));
        assertThat(talk.carla.heard("peer").at("/kind").stringValue()).isEqualTo("ready");
        talk.carla.says(peer(dario, "offer", ",\"sdp\":\"v=0 carla\""));
        var offer = talk.dario.heard("peer");
        assertThat(offer.at("/sdp").stringValue()).isEqualTo("v=0 carla");
        assertThat(offer.at("/from").stringValue()).isEqualTo(talk.carlas.toString());
        assertThat(offer.at("/call").stringValue()).isEqualTo("call1");
        talk.dario.says(peer(talk.carlas, "ice", ",\"candidate\":{\"candidate\":\"candidate:1\"}"));
        talk.dario.says(peer(talk.carlas, "ice", ",\"candidate\":null"));
        await().until(() -> talk.carla.count("peer") == 3);
        assertThat(talk.carla.last("peer").at("/candidate").isNull()).isTrue();
        assertThat(media.asked).noneMatch(asked -> asked.contains(room.toString()));
    }

    @Test
    void passesOnNothingFromOrToWhoIsNotInside() {
        var ref = rooms.entry(dario).orElseThrow().publicRef();
        rooms.enter(ref, cast.dario(), LAPTOP);
        var waiting = darios();
        rooms.open(room, carla);
        var official = carlas();
        official.state(state -> state.at("/me/inside").booleanValue());
        var carlas = officialsEntry();
        waiting.says(peer(carlas, "offer", ",\"sdp\":\"v=0 dario\""));
        assertThat(waiting.heard("error").at("/of").stringValue()).isEqualTo("peer");
        official.says(peer(dario, "offer", ",\"sdp\":\"v=0 carla\""));
        assertThat(official.heard("error").at("/why").stringValue()).isEqualTo("not-allowed");
        official.says(peer(carlas, "ready", ""));
        official.says(peer(new EntryId(UUID.randomUUID()), "ready", ""));
        await().until(() -> official.count("error") == 3);
        assertThat(waiting.count("peer")).isZero();
    }

    @Test
    void passesOnNothingFromWhoWasPutOut() {
        var talk = inside();
        rooms.putOut(dario, carla);
        talk.dario.says(peer(talk.carlas, "offer", ",\"sdp\":\"v=0 dario\""));
        assertThat(talk.dario.heard("error").at("/of").stringValue()).isEqualTo("peer");
        assertThat(talk.carla.count("peer")).isZero();
    }

    @Test
    void passesOnNothingToAnotherRoomNorInARecordedOne() {
        var talk = inside();
        var other = rooms.prepare(cast.talk(NINE, carla.office()));
        var elsewhere = rooms.entries(other.id()).getFirst();
        talk.carla.says(peer(elsewhere.id(), "ready", ""));
        assertThat(talk.carla.heard("error").at("/of").stringValue()).isEqualTo("peer");

        var delegation = cast.meeting(cast.plan(NINE, carla.office(), true, 5));
        for (var who : List.of(delegation.anna, delegation.bruno)) {
            delegation.knock(who, delegation.code(who), LAPTOP);
            delegation.ready(who);
        }
        rooms.open(delegation.id, carla);
        rooms.admit(delegation.anna, carla);
        rooms.admit(delegation.bruno, carla);
        var anna = connect(
                "/rooms/" + delegation.entry(delegation.anna).publicRef() + "/socket", cookie(delegation.anna, LAPTOP));
        var bruno = connect(
                "/rooms/" + delegation.entry(delegation.bruno).publicRef() + "/socket",
                cookie(delegation.bruno, LAPTOP) + "; " + login(cast.bruno().person(), "me"));
        anna.state(state -> state.at("/me/inside").booleanValue());
        bruno.state(state -> state.at("/me/inside").booleanValue());
        anna.says(peer(delegation.bruno, "offer", ",\"sdp\":\"v=0 anna\""));
        assertThat(anna.heard("error").at("/why").stringValue()).isEqualTo("not-allowed");
        assertThat(bruno.count("peer")).isZero();
    }

    @Test
    void slowsDownWhoDescribesTooMuch() {
        var talk = inside();
        for (int offer = 0; offer < 30; offer++) talk.dario.says(peer(talk.carlas, "ready", ""));
        await().until(() -> talk.carla.count("peer") + talk.dario.count("error") == 30);
        assertThat(talk.carla.count("peer")).isBetween(12L, 20L);
        assertThat(talk.dario.last("error").at("/why").stringValue()).isEqualTo("too-fast");
        talk.dario.says(peer(talk.carlas, "offer", ",\"sdp\":\"v=0" + "a".repeat(24 * 1024) + "\""));
        await().until(() -> talk.dario.last("error").at("/why").stringValue().equals("too-long"));
    }

    @Test
    void carriesTextBothWays() {
        var talk = inside();
        talk.dario.says("{\"type\":\"typing\",\"text\":\"Buon\"}");
        assertThat(talk.carla.heard("typing").at("/text").stringValue()).isEqualTo("Buon");
        talk.carla.says("{\"type\":\"text\",\"text\":\"Buongiorno\"}");
        assertThat(talk.dario.heard("text").at("/text").stringValue()).isEqualTo("Buongiorno");
    }

    /// Each message that would bring media to the server, from each side.
    @Test
    void refusesARecordingAskedForOnTheSocketAndNotesIt() {
        var talk = inside();
        for (var page : List.of(talk.dario, talk.carla)) {
            page.says("{\"type\":\"publish\",\"sdp\":\"v=0 crafted\"}");
            page.says("{\"type\":\"publish\",\"sdp\":\"v=0 crafted again\"}");
            page.says("{\"type\":\"answer\",\"sdp\":\"v=0 crafted\"}");
            page.says("{\"type\":\"trickle\",\"which\":\"publish\",\"candidate\":null}");
            await().until(() -> page.count("error") == 4);
            assertThat(page.last("error").at("/why").stringValue()).isEqualTo("not-allowed");
            assertThat(page.count("published") + page.count("media-failed")).isZero();
        }
        await().until(() -> noted().size() == 6);
        assertThat(noted()).containsExactlyInAnyOrder("answer", "answer", "publish", "publish", "trickle", "trickle");
        assertThat(media.asked).noneMatch(asked -> asked.contains(room.toString()));
        assertThat(rooms.recording(room).running()).isFalse();
    }

    @Test
    void knowsNoNoticeOfRecordingAndNotesWhoAnswersOne() {
        rooms.seen(dario);
        assertThatThrownBy(() -> rooms.acknowledge(dario, "2027-01", Locale.ITALIAN, cast.dario()))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> rooms.refuseRecording(dario, "2027-01", Locale.ITALIAN, cast.dario()))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(noted()).containsExactly("notice", "notice");
        rooms.open(room, carla);
        assertThat(rooms.admit(dario, carla)).isInstanceOf(Rooms.Admission.Admitted.class);
        assertThat(jdbc.sql("""
                        select count(*) from meeting.acknowledgement a join meeting.entry e on e.id = a.entry
                         where e.room = :room
                        """)
                        .param("room", room.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /// The same by crafted forms: nothing is there, and the answers to a notice nobody was shown are noted.
    @Test
    void refusesCraftedForms() throws Exception {
        var ref = rooms.entry(dario).orElseThrow().publicRef();
        rooms.enter(ref, cast.dario(), LAPTOP);
        rooms.seen(dario);
        for (var address : List.of("acknowledgements", "refusals")) {
            assertThat(posted("/rooms/" + ref + "/" + address, asDario(), "entry", dario.toString()))
                    .isEqualTo(404);
        }
        assertThat(noted()).containsExactly("notice", "notice");
        assertThat(posted("/rooms/" + ref + "/code", asDario(), "code", "123456"))
                .isEqualTo(404);
        assertThat(posted("/rooms/" + ref + "/new-codes", asDario(), "x", "y")).isEqualTo(404);
        for (var address : List.of("recordings", "recording", "recording/checks", "recording/viewings")) {
            assertThat(posted("/office/cases/" + about + "/" + address, asCarla(), "reason", "prova"))
                    .isIn(404, 405);
            assertThat(posted("/rooms/" + ref + "/" + address, asDario(), "on", "true"))
                    .isIn(404, 405);
        }
        rooms.open(room, carla);
        assertThat(media.asked).noneMatch(asked -> asked.contains(room.toString()));
    }

    private int posted(String address, Cookie[] cookies, String field, String value) throws Exception {
        return browser.perform(post(address).cookie(cookies).with(csrf()).param(field, value))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private Cookie[] asDario() {
        var ref = rooms.entry(dario).orElseThrow().publicRef();
        return new Cookie[] {session(cast.dario().person(), "me"), new Cookie("entry_" + ref, LAPTOP)};
    }

    private Cookie[] asCarla() {
        return new Cookie[] {session(carla.person(), "staff:" + carla.staff())};
    }

    private Cookie session(PersonId person, String capacity) {
        var login = login(person, capacity);
        return new Cookie("sportello", login.substring("sportello=".length()));
    }

    @Test
    void opensWithoutAnyRecorder() {
        media.availability = new MediaServer.Availability.Missing("media.off");
        try {
            assertThat(rooms.open(room, carla)).isInstanceOf(Rooms.Opening.Opened.class);
        } finally {
            media.availability = new MediaServer.Availability.Ready("remembering");
        }
        assertThat(media.isOpen(room)).isFalse();
    }

    @Test
    void hasNoPlanForAMediaServer() {
        var prepared = rooms.find(room).orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> MediaServer.MediaPlan.of(prepared));
    }

    @Test
    void isRefusedARecordingByTheDatabase() {
        assertThatThrownBy(() -> jdbc.sql(
                                "insert into meeting.recording (room_id, about, opened_at) values (:room, :about, now())")
                        .param("room", room.value())
                        .param("about", about)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is never recorded");
        assertThatThrownBy(() -> jdbc.sql("update meeting.room set recorded = true where id = :room")
                        .param("room", room.value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("was settled when it was prepared");
    }

    /// What anybody may send to is written down: of recordings one only looks for, checks and plays those there are.
    @Test
    void hasNoAddressThatStartsARecording() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/test/resources/role-by-address.txt")))
                .filteredOn(line -> !line.startsWith("GET ") && line.contains("recording"))
                .extracting(line -> line.substring(0, line.indexOf(" |")))
                .containsExactlyInAnyOrder(
                        "POST /office/cases/{id}/recording/checks",
                        "POST /office/cases/{id}/recording/viewings",
                        "POST /office/recordings");
    }

    private List<@Nullable String> noted() {
        return jdbc.sql("""
                        select facts ->> 'asked' from audit.entry
                         where act = 'meeting.recording-refused' and subject_id = :room
                        """).param("room", room.value()).query(String.class).list();
    }

    private Actor asStudio() {
        return new Actor.Intermediary(cast.dario().person(), cast.dario().assurance(), UUID.randomUUID());
    }

    private Talk inside() {
        var ref = rooms.entry(dario).orElseThrow().publicRef();
        rooms.enter(ref, cast.dario(), LAPTOP);
        var his = darios();
        rooms.open(room, carla);
        his.heard("state");
        assertThat(rooms.admit(dario, carla)).isInstanceOf(Rooms.Admission.Admitted.class);
        var hers = carlas();
        his.state(state -> state.at("/me/inside").booleanValue());
        hers.state(state -> state.at("/me/inside").booleanValue());
        return new Talk(his, hers, officialsEntry());
    }

    private record Talk(SocketClient dario, SocketClient carla, EntryId carlas) {}

    private EntryId officialsEntry() {
        return rooms.entries(room).stream()
                .filter(entry -> entry.official())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String peer(EntryId to, String kind, String more) {
        return "{\"type\":\"peer\",\"to\":\"" + to + "\",\"call\":\"call1\",\"kind\":\"" + kind + "\"" + more + "}";
    }

    private SocketClient darios() {
        return connect(
                "/rooms/" + rooms.entry(dario).orElseThrow().publicRef() + "/socket",
                cookie(dario, LAPTOP) + "; " + login(cast.dario().person(), "me"));
    }

    private SocketClient carlas() {
        return connect("/office/rooms/" + room + "/socket", login(carla.person(), "staff:" + carla.staff()));
    }

    private String cookie(EntryId entry, String secret) {
        return "entry_" + rooms.entry(entry).orElseThrow().publicRef() + "=" + secret;
    }

    private String login(PersonId person, String capacity) {
        return login(sessions, person, capacity);
    }

    private static <S extends Session> String login(SessionRepository<S> sessions, PersonId person, String capacity) {
        var session = sessions.createSession();
        session.setAttribute("person", person.toString());
        session.setAttribute("assurance", "SUBSTANTIAL");
        session.setAttribute("capacity", capacity);
        sessions.save(session);
        return "sportello=" + Base64.getEncoder().encodeToString(session.getId().getBytes(StandardCharsets.UTF_8));
    }

    private SocketClient connect(String path, String cookies) {
        var client = new SocketClient();
        client.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .header("Cookie", cookies)
                .header("Origin", "http://localhost:" + port)
                .buildAsync(URI.create("ws://localhost:" + port + path), client)
                .join();
        clients.add(client);
        return client;
    }
}
