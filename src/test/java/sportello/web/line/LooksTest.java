package sportello.web.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.testing.SportelloTest;

/// Bruno waits before a shut door and his page looks at his place every few seconds.
@SportelloTest
class LooksTest {

    private static final String DOOR = "delegation-web-meeting";
    private static final String HOUR = "/book/" + DOOR + "/hour";
    private static final String LINE = "/line/" + DOOR;

    @Autowired
    MockMvc browser;

    @Autowired
    SessionRepository<? extends Session> sessions;

    @Autowired
    People people;

    @Autowired
    Waiters waiters;

    @Autowired
    MeterRegistry figures;

    @Autowired
    JdbcClient jdbc;

    private PersonId bruno;
    private String session;

    @BeforeEach
    void brunoWaits() throws Exception {
        jdbc.sql("""
                        insert into rush.door (door, pressed_at, shut_until, calm, places)
                        values (:door, now() + interval '1 hour', now() + interval '1 hour', interval '1 hour', 1)
                        """).param("door", DOOR).update();
        jdbc.sql("""
                        insert into rush.ticket (door, person, number, taken_at, seen_at, pass_from, pass_until)
                        values (:door, gen_random_uuid(), nextval('rush."numbers of delegation-web-meeting"'), now(), now(),
                                now(), now() + interval '1 hour')
                        """).param("door", DOOR).update();
        bruno = people.loggedIn(new People.LoggedIn(
                        "https://looks.example",
                        UUID.randomUUID().toString(),
                        "Bruno",
                        "Prova",
                        null,
                        null,
                        null,
                        null))
                .id();
        session = logIn(sessions);
        assertThat(perform(get(HOUR)).getContentAsString()).contains("Sei in fila", "Sei il prossimo");
        // At a door without a line nobody is called: somebody waits behind him.
        jdbc.sql("""
                        insert into rush.ticket (door, person, number, taken_at, seen_at)
                        values (:door, gen_random_uuid(), nextval('rush."numbers of delegation-web-meeting"'), now(), now())
                        """).param("door", DOOR).update();
        // What has been called is heard with the next calling.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> isAnsweredHere() && look().getContentAsString().contains("Sei il prossimo"));
    }

    @AfterEach
    void theDoorOpens() {
        jdbc.sql("delete from rush.door where door = :door").param("door", DOOR).update();
        jdbc.sql("delete from rush.ticket where door = :door")
                .param("door", DOOR)
                .update();
    }

    private <S extends Session> String logIn(SessionRepository<S> all) {
        var begun = all.createSession();
        begun.setAttribute("person", bruno.toString());
        begun.setAttribute("assurance", Assurance.SUBSTANTIAL.name());
        all.save(begun);
        return begun.getId();
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
        var value = Base64.getEncoder().encodeToString(session.getBytes(StandardCharsets.UTF_8));
        return browser.perform(request.cookie(new Cookie("sportello", value)).accept("text/html"))
                .andReturn()
                .getResponse();
    }

    /// Who looks twice within a second is not told by the node.
    private MockHttpServletResponse look() throws Exception {
        TimeUnit.MILLISECONDS.sleep(1_100);
        return perform(get(LINE + "?next=" + HOUR).header("X-Requested-With", "fetch"));
    }

    private double answeredHere() {
        return figures.get("sportello.requests.answered")
                .tag("entrance", "looks")
                .functionCounter()
                .count();
    }

    private boolean isAnsweredHere() throws Exception {
        double before = answeredHere();
        assertThat(look().getStatus()).isIn(200, 303);
        return answeredHere() > before;
    }

    private void changeTicket(String change) {
        jdbc.sql("update rush.ticket set " + change + " where door = :door and person = :person and left_at is null")
                .param("door", DOOR)
                .param("person", bruno.value())
                .update();
    }

    @Test
    void isToldTheSameByTheNodeAsByTheUsualWay() throws Exception {
        var here = look();
        waiters.turned(session);
        assertThat(isAnsweredHere()).as("forgotten: asked for once more").isFalse();
        waiters.turned(session);
        var usual = look();
        assertThat(here.getStatus()).isEqualTo(200).isEqualTo(usual.getStatus());
        assertThat(here.getContentAsString()).contains("Sei il prossimo").isEqualTo(usual.getContentAsString());
        assertThat(headers(here)).containsEntry("Cache-Control", "no-store").isEqualTo(headers(usual));
    }

    private static Map<String, String> headers(MockHttpServletResponse answer) {
        var all = new TreeMap<String, String>();
        answer.getHeaderNames().forEach(name -> all.put(name, String.join(" | ", answer.getHeaders(name))));
        all.remove("Content-Length");
        return all;
    }

    @Test
    void isLedInOnceHisNumberIsCalled() throws Exception {
        changeTicket("pass_from = now(), pass_until = now() + interval '1 hour'");
        await().atMost(Duration.ofSeconds(20)).until(() -> look().getStatus() == 303);
        assertThat(isAnsweredHere()).isTrue();
        var called = look();
        assertThat(called.getHeader("Location")).isEqualTo(HOUR);
        assertThat(headers(called)).containsEntry("Cache-Control", "no-store");
        assertThat(perform(get(LINE).param("next", "//elsewhere.example").header("X-Requested-With", "fetch"))
                        .getHeader("Location"))
                .as("nowhere else")
                .isEqualTo(HOUR);
        assertThat(perform(get(HOUR)).getContentAsString()).doesNotContain("Sei in fila");
    }

    @Test
    void isToldNothingAfterLoggingOut() throws Exception {
        perform(post("/logout").with(csrf()));
        assertThat(look().getStatus()).isEqualTo(401);
    }

    @Test
    void isToldNothingMoreWhenTheSessionEndedAtAnotherNode() throws Exception {
        jdbc.sql("delete from web.session where session_id = :id")
                .param("id", session)
                .update();
        look();
        waiters.prove();
        assertThat(look().getStatus()).isEqualTo(401);
    }

    @Test
    void isNobodyInLineOnceHeChoseToWorkForOthersAtAnotherNode() throws Exception {
        jdbc.sql("""
                        insert into web.session_attributes (session_primary_id, attribute_name, attribute_bytes)
                        select primary_id, 'capacity', decode('aced0005740009', 'hex') || convert_to('for-other', 'UTF8')
                          from web.session where session_id = :id
                        """).param("id", session).update();
        look();
        waiters.prove();
        assertThat(isAnsweredHere()).isFalse();
    }

    @Test
    void isHereAsLongAsHisPageLooks() throws Exception {
        changeTicket("seen_at = now() - interval '2 minutes'");
        jdbc.sql("update web.session set last_access_time = last_access_time - 120000 where session_id = :id")
                .param("id", session)
                .update();
        look();
        waiters.prove();
        assertThat(jdbc.sql("select seen_at > now() - interval '1 minute' from rush.ticket where person = :person")
                        .param("person", bruno.value())
                        .query(Boolean.class)
                        .single())
                .as("seen at the door")
                .isTrue();
        assertThat(System.currentTimeMillis()
                        - jdbc.sql("select last_access_time from web.session where session_id = :id")
                                .param("id", session)
                                .query(Long.class)
                                .single())
                .as("the session is in use")
                .isLessThan(60_000);
    }

    @Test
    void queuesAnewAfterGivingUpThePlace() throws Exception {
        perform(post(LINE + "/departure").with(csrf()));
        assertThat(isAnsweredHere()).isFalse();
    }

    @Test
    void isBehindTheOthersOnceHisPlaceWasGivenUpElsewhere() throws Exception {
        changeTicket("left_at = now()");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> look().getContentAsString().contains("Prima di te ci sono al più 2 persone"));
    }

    @Test
    void isNotKnownToAStrangerOrAtAnotherDoor() throws Exception {
        assertThat(waiters.look(session, "consultancy-companies")).isEmpty();
        session = UUID.randomUUID().toString();
        assertThat(look().getStatus()).isEqualTo(401);
    }

    /// What was sent with a form is not sent again by looking.
    @Test
    void isShownTheLineByTheAddressHeAskedForAndLedThereFromAForm() throws Exception {
        var page = perform(get(HOUR + "?day=2027-03-02"));
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString())
                .contains("data-next=\"" + HOUR + "?day=2027-03-02\"", "data-look=\"" + LINE + "?next=%2Fbook");
        assertThat(perform(post(HOUR).with(csrf()).param("hour", "2027-03-02T09:00"))
                        .getRedirectedUrl())
                .startsWith(LINE + "?next=%2Fbook");
    }
}
