package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.testing.RunningProduct;
import sportello.testing.TestDatabase;

/// The morning on which many want the same: a line in front of the booking, and nobody else notices.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LineJourneyTest {

    private static final String SERVICE = "delegation-web-meeting";
    private static final String HOUR = "/book/" + SERVICE + "/hour";

    private static final Map<String, Object> SETTINGS = new HashMap<>(TestDatabase.fresh());

    private static RunningProduct product;
    private static JdbcClient jdbc;
    private static Visitor bruno;

    @BeforeAll
    static void everyPlaceInsideIsTaken() {
        SETTINGS.put("sportello.media.janus", "off");
        product = RunningProduct.with(SETTINGS);
        jdbc = product.bean(JdbcClient.class);
        new Demo(product::url).clock("2027-03-01T10:00:00+01:00");
        jdbc.sql("""
                        insert into rush.ticket (door, person, number, taken_at, seen_at, pass_from, pass_until)
                        select :door, gen_random_uuid(), nextval('rush."numbers of delegation-web-meeting"'),
                               clock_timestamp(), clock_timestamp(), clock_timestamp(),
                               clock_timestamp() + interval '10 minutes'
                          from generate_series(1, 2000)
                        """).param("door", SERVICE).update();
        bruno = new Visitor(product::url, "it").logIn("bruno");
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @Test
    @Order(1)
    void brunoIsToldHisPlaceAndKeepsItOnEveryDevice() {
        bruno.get(HOUR).is(200).shows("Sei in fila").says("Sei il prossimo").says("il posto resta tuo");
        assertThat(waiting()).isOne();
        new Visitor(product::url, "it").logIn("bruno").get(HOUR).shows("Sei in fila");
        assertThat(waiting()).as("one ticket a person").isOne();
    }

    @Test
    @Order(2)
    void darioComesLaterAndIsBehindHim() {
        new Visitor(product::url, "en")
                .logIn("dario")
                .get(HOUR)
                .shows("You are in line")
                .says("one person is before");
    }

    @Test
    @Order(3)
    void noHourIsTakenAroundTheLine() {
        var page = bruno.get("/line/" + SERVICE);
        var form = page.form("/departure").clone().attr("action", HOUR);
        bruno.send(page, form, Map.of("hour", "2027-03-02T09:00")).shows("Sei in fila");
        assertThat(jdbc.sql("select count(*) from agenda.held_slot")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @Order(4)
    void carlaDoesNotQueue() {
        new Visitor(product::url, "it").logIn("carla", "/office").get("/office").is(200);
    }

    @Test
    @Order(5)
    void whenOneLeavesBrunoGoesInAndDarioNotYet() {
        jdbc.sql("""
                        update rush.ticket set left_at = clock_timestamp()
                         where door = :door and number = (select min(number) from rush.ticket where door = :door)
                        """).param("door", SERVICE).update();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> bruno.get("/line/" + SERVICE + "?next=" + HOUR).shows("Scegli"));
        new Visitor(product::url, "it")
                .logIn("dario")
                .get(HOUR)
                .shows("Sei in fila")
                .says("Sei il prossimo");
    }

    @Test
    @Order(6)
    void whoGivesUpLeavesNoGapBehind() {
        var dario = new Visitor(product::url, "it").logIn("dario");
        var page = dario.get(HOUR);
        dario.send(page, "/departure", Map.of()).is(200);
        assertThat(waiting()).isZero();
    }

    @Test
    @Order(7)
    void aStrangeServiceHasNoLine() {
        bruno.get("/line/haircut").is(404);
    }

    @Test
    @Order(8)
    void aRestartKeepsThePlaceAndWhoIsInside() {
        var ivo = new Visitor(path -> product.url(path), "it").logIn("ivo");
        ivo.get(HOUR).shows("Sei in fila");
        var before = tickets();
        product.close();
        product = RunningProduct.with(SETTINGS);
        jdbc = product.bean(JdbcClient.class);
        new Visitor(path -> product.url(path), "it").logIn("ivo").get(HOUR).shows("Sei in fila");
        bruno.get(product.url("/line/" + SERVICE + "?next=" + HOUR)).shows("Scegli");
        assertThat(tickets()).isEqualTo(before);
    }

    private static List<Long> tickets() {
        return jdbc.sql("select number from rush.ticket where left_at is null order by number")
                .query(Long.class)
                .list();
    }

    private static int waiting() {
        return jdbc.sql("select count(*) from rush.ticket where left_at is null and pass_until is null")
                .query(Integer.class)
                .single();
    }
}
