package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.journey.Visitor.Page;
import sportello.platform.Lane;
import sportello.testing.RunningProduct;

/// *Conferma* at the worst moment: whatever the database does, the person is told when to try again, and what they sent
/// is sent again from that very page and books once.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TryAgainTest {

    private static final String SERVICE = "/book/delegation-web-meeting";

    private static RunningProduct product;
    private static JdbcClient jdbc;
    private static Visitor bruno;
    private static Page summary;

    @BeforeAll
    static void brunoIsAboutToConfirm() {
        product = RunningProduct.with(Map.of(
                "sportello.media.janus", "off",
                "sportello.lanes.public.connections", "3",
                "sportello.lanes.public.connection-wait", "1s",
                "sportello.lanes.public.lock", "2s"));
        jdbc = product.bean(JdbcClient.class);
        new Demo(product::url).clock("2027-03-01T10:00:00+01:00");
        bruno = new Visitor(product::url, "it").logIn("bruno");
        var book = bruno.get("/book");
        var hours = bruno.send(book, "/book", Map.of("service", "delegation-web-meeting"));
        var delegator =
                bruno.send(hours, SERVICE + "/hour", Map.of("hour", "2027-03-04T08:20:00Z", "day", "2027-03-04"));
        var contacts = bruno.send(
                delegator,
                "/delegator",
                Map.of(
                        "delegator.given_name", "Anna",
                        "delegator.family_name", "Delegante",
                        "delegator.tax_code", TaxCodes.ANNA,
                        "delegator.born_day", "2",
                        "delegator.born_month", "3",
                        "delegator.born_year", "1941",
                        "delegator.mobile", "333 7000001",
                        "situation", "signs",
                        "declares.cannot_come", "yes",
                        "declares.no_identity", "yes"));
        summary = bruno.send(contacts, "/contacts", Map.of("contact.mobile", "333 7000002"))
                .shows("Controlla e conferma");
    }

    @AfterAll
    static void close() {
        product.close();
    }

    private static Connection holdingBrunosPlace() throws Exception {
        var held = product.bean(DataSource.class).getConnection();
        held.setAutoCommit(false);
        held.createStatement().execute("select 1 from agenda.held_slot for update");
        return held;
    }

    private static void letGo(Connection held) throws Exception {
        held.rollback();
        held.setAutoCommit(true);
        held.close();
    }

    private static Page isToldToTryAgain(Page answer) {
        assertThat(answer.status()).as(answer.html().text()).isEqualTo(503);
        var key = summary.form("/summary").select("[name=idempotency_key]").attr("value");
        assertThat(answer.html().select("#resend [name=idempotency_key]").attr("value"))
                .isEqualTo(key);
        assertThat(answer.html().select(".reference").text()).matches("[0-9A-Z]{4} [0-9A-Z]{4}");
        assertThat(booked()).isZero();
        return answer;
    }

    private static int booked() {
        return jdbc.sql("select count(*) from booking.appointment")
                .query(Integer.class)
                .single();
    }

    @Test
    @Order(1)
    void whenALockDoesNotComeInTime() throws Exception {
        var held = holdingBrunosPlace();
        try {
            isToldToTryAgain(bruno.send(summary, "/summary", Map.of()));
        } finally {
            letGo(held);
        }
    }

    @Test
    @Order(2)
    void whenTheConnectionBreaksWhileItWaits() throws Exception {
        var held = holdingBrunosPlace();
        try {
            var answer = CompletableFuture.supplyAsync(() -> bruno.send(summary, "/summary", Map.of()));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> jdbc.sql("""
                            select count(pg_terminate_backend(pid)) from pg_stat_activity
                             where datname = current_database() and application_name = 'sportello public'
                               and wait_event_type = 'Lock'
                            """).query(Integer.class).single() > 0 || answer.isDone());
            isToldToTryAgain(answer.join());
        } finally {
            letGo(held);
        }
    }

    @Test
    @Order(3)
    void whenNoConnectionIsLeftAndThenItIsBooked() throws Exception {
        Page told;
        try (var one = ofThePublic();
                var two = ofThePublic();
                var three = ofThePublic()) {
            assertThat(one.isValid(1) && two.isValid(1) && three.isValid(1)).isTrue();
            told = isToldToTryAgain(bruno.send(summary, "/summary", Map.of()));
            new Visitor(product::url, "it")
                    .logIn("carla", "/office")
                    .get("/office")
                    .is(200);
        }
        bruno.send(told, told.html().selectFirst("#resend"), Map.of()).is(200).shows("Appuntamento confermato");
        bruno.send(summary, "/summary", Map.of()).is(200);
        assertThat(booked()).isOne();
    }

    private static Connection ofThePublic() throws Exception {
        return Lane.PUBLIC.call(() -> product.bean(DataSource.class).getConnection());
    }
}
