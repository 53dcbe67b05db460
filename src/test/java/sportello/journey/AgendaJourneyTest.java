package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.journey.Visitor.Page;
import sportello.testing.RunningProduct;

/// The nation on a morning when it has three places left. Bruno finds the first of them while Dario races him for it,
/// moves, gives up, and what he gives up is Fabio's, who waits in line.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgendaJourneyTest {

    private static final String SERVICE = "delegation-web-meeting";
    private static final String BOOK = "/book/" + SERVICE;
    private static final String TUESDAY_NINE = "2027-03-02T08:00:00Z";
    private static final String THURSDAY_NINE = "2027-03-04T08:00:00Z";
    private static final Pattern OFFER = Pattern.compile("/waiting/offers/[0-9a-f-]{36}");

    private static RunningProduct product;
    private static JdbcClient jdbc;
    private static Visitor bruno;
    private static Visitor dario;
    private static Visitor fabio;

    /// Who of the two won the race, and where the appointment is.
    private static Visitor winner;

    private static Visitor loser;
    private static String appointment;

    @BeforeAll
    static void threePlacesInTheNation() {
        product = RunningProduct.with(Map.of("sportello.media.janus", "off", "sportello.offices.nation", "true"));
        jdbc = product.bean(JdbcClient.class);
        new Demo(product::url).clock("2027-03-01T10:00:00+01:00");
        var only = jdbc.sql("""
                        select c.id from offices.counter c join offices.office o on o.id = c.office
                         where c.service = :service and o.municipality = 'Bologna' order by c.id limit 1
                        """).param("service", SERVICE).query(UUID.class).single();
        jdbc.sql("""
                        insert into agenda.counter_closure (counter, valid, why)
                        select id, '[2027-03-01,2027-04-30)', 'test' from offices.counter
                         where service = :service and id <> :only
                        """).param("service", SERVICE).param("only", only).update();
        for (var open :
                Map.of("2027-03-02", "[540,580)", "2027-03-04", "[540,560)").entrySet())
            jdbc.sql("""
                            insert into agenda.day_hours (counter, on_day, hours, slot_minutes, desks)
                            values (:only, cast(:day as date), cast(:hours as int4range), 20, 1)
                            """)
                    .param("only", only)
                    .param("day", open.getKey())
                    .param("hours", open.getValue())
                    .update();
        jdbc.sql("""
                        insert into agenda.counter_closure (counter, valid, why)
                        values (:only, '[2027-03-05,2027-04-30)', 'test')
                        """).param("only", only).update();
        bruno = new Visitor(product::url, "it").logIn("bruno");
        dario = new Visitor(product::url, "it").logIn("dario");
        fabio = new Visitor(product::url, "it").logIn("fabio");
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @Test
    @Order(1)
    void bothFindTheFirstFreeHourInTheNation() {
        for (var person : List.of(bruno, dario)) {
            var first = first(person);
            assertThat(first).isEqualTo(TUESDAY_NINE);
        }
    }

    @Test
    @Order(2)
    void oneOfThemHasItAndTheOtherIsShownTheNearest() throws Exception {
        var pages = atOnce(() -> choose(bruno, TUESDAY_NINE), () -> choose(dario, TUESDAY_NINE));
        boolean brunosTurn = pages.getFirst().at().getPath().endsWith("/delegator");
        winner = brunosTurn ? bruno : dario;
        loser = brunosTurn ? dario : bruno;
        pages.get(brunosTurn ? 0 : 1).is(200);
        var lost = pages.get(brunosTurn ? 1 : 0).is(200);
        assertThat(lost.at().getPath()).endsWith("/hour");
        assertThat(lost.main()).contains("9:20").contains("nel frattempo è stata presa");

        appointment = confirm(winner, pages.get(brunosTurn ? 0 : 1)).getPath().replace("/receipt", "");
        confirm(loser, choose(loser, "2027-03-02T08:20:00Z"));
        assertThat(booked()).containsExactly("09:00", "09:20");
    }

    @Test
    @Order(3)
    void aSecondWindowOfTheSamePersonBooksNothing() {
        winner.get(BOOK + "/hour").is(200).says("Hai già un appuntamento: martedì 2 marzo, ore 9:");
        assertThat(winner.post("/book", Map.of("service", SERVICE)).at().getPath())
                .isEqualTo(appointment);
        var again = choose(winner, THURSDAY_NINE);
        if (again.at().getPath().endsWith("/delegator")) {
            var told = finish(winner, again);
            assertThat(told.at().getPath()).isEqualTo(appointment);
        }
        assertThat(booked()).containsExactly("09:00", "09:20");
    }

    @Test
    @Order(4)
    void itIsMovedInOneStepAndTheOldHourIsFreeAgain() {
        var page = winner.get(appointment + "/move?day=2027-03-04").is(200);
        winner.send(page, "/move", Map.of("day", "2027-03-04", "hour", THURSDAY_NINE))
                .is(200)
                .says("giovedì 4 marzo");
        assertThat(booked()).containsExactly("09:20", "09:00");
        assertThat(first(fabio)).isEqualTo(TUESDAY_NINE);
    }

    @Test
    @Order(5)
    void whoWantsThursdayWaitsInLine() {
        var form = fabio.get("/waiting/new?service=" + SERVICE).is(200);
        fabio.send(
                        form,
                        "/waiting",
                        Map.of(
                                "from",
                                "2027-03-04",
                                "until",
                                "2027-03-04",
                                "part",
                                "",
                                "contact.mobile",
                                "333 4567890"))
                .is(200)
                .says("giovedì 4 marzo");
        assertThat(fabio.get("/waiting").is(200).body()).doesNotContain("/waiting/offers/");
    }

    @Test
    @Order(6)
    void whatIsGivenUpIsOfferedToTheNextAndNobodyElse() {
        var page = winner.get(appointment + "/cancellation").is(200);
        winner.send(page, "/cancellation", Map.of()).is(200);
        winner.send(page, "/cancellation", Map.of()).is(200).says("L'appuntamento è annullato");
        assertThat(booked()).containsExactly("09:20");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> OFFER.matcher(fabio.get("/waiting").body()).find());
        assertThat(choose(loser, THURSDAY_NINE).at().getPath()).endsWith("/hour");
        assertThat(choose(winner, THURSDAY_NINE).at().getPath()).endsWith("/hour");
    }

    /// As somebody does who goes back, or opens again a page they had left open.
    @Test
    @Order(7)
    void noOldPageSaysThatItStillStands() {
        for (var old : List.of("/receipt", "/move", "/cancellation"))
            assertThat(winner.get(appointment + old).is(200).main())
                    .as(old)
                    .contains("L'appuntamento è annullato")
                    .doesNotContain("confermato", "Resta tuo");
    }

    @Test
    @Order(8)
    void fabioAcceptsSaysTheRestAndHasIt() {
        var list = fabio.get("/waiting");
        var found = OFFER.matcher(list.body());
        assertThat(found.find()).isTrue();
        var offer = fabio.get(found.group()).is(200).says("giovedì 4 marzo");
        var accepted = fabio.send(offer, "/acceptance", Map.of()).is(200);
        assertThat(accepted.at().getPath()).endsWith("/delegator");
        confirm(fabio, accepted);
        assertThat(booked()).containsExactly("09:20", "09:00");
        fabio.get("/waiting").is(200);
        assertThat(jdbc.sql("select count(*) from booking.wish where state in ('WAITING', 'OFFERED')")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /// As the page shows it to who asks for the first free hour in all of Italy, and then offers it.
    private static String first(Visitor who) {
        var place = who.get(BOOK + "/place")
                .is(200)
                .says("Prima ora libera in tutta Italia")
                .says("martedì 2 marzo, ore 9:00")
                .says("Bologna");
        var page = who.send(place, BOOK + "/place", Map.of("place", "anywhere")).is(200);
        return page.html().select("input[name=hour]").first().attr("value");
    }

    private static Page choose(Visitor who, String hour) {
        var page = who.get(BOOK + "/hour?day=" + hour.substring(0, 10)).is(200);
        return who.send(page, BOOK + "/hour", Map.of("hour", hour, "day", hour.substring(0, 10)));
    }

    private static URI confirm(Visitor who, Page delegator) {
        return finish(who, delegator).is(200).says("Appuntamento confermato").at();
    }

    private static Page finish(Visitor who, Page delegator) {
        var page = who.send(
                delegator,
                "/delegator",
                Map.of(
                        "delegator.given_name", "Anna",
                        "delegator.family_name", "Delegante",
                        "delegator.tax_code", TaxCodes.ANNA,
                        "delegator.born_day", "2",
                        "delegator.born_month", "3",
                        "delegator.born_year", "1941",
                        "delegator.mobile", "3337654321",
                        "situation", "signs",
                        "declares.cannot_come", "yes",
                        "declares.no_identity", "yes"));
        page = who.send(page, "/contacts", Map.of("contact.mobile", "3331234567"))
                .shows("Controlla e conferma");
        return who.send(page, "/summary", Map.of());
    }

    /// The hours of open appointments, the first day first.
    private static List<String> booked() {
        return jdbc.sql("""
                        select to_char(starts_at at time zone 'Europe/Rome', 'HH24:MI') from booking.appointment
                         where service = :service and status = 'BOOKED' order by starts_at
                        """).param("service", SERVICE).query(String.class).list();
    }

    private static List<Page> atOnce(Callable<Page> one, Callable<Page> other) throws Exception {
        var ready = new CyclicBarrier(2);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var answers = List.of(one, other).stream()
                    .map(work -> pool.submit(() -> {
                        ready.await(30, TimeUnit.SECONDS);
                        return work.call();
                    }))
                    .toList();
            return List.of(answers.getFirst().get(), answers.getLast().get());
        }
    }
}
