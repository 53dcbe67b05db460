package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.offices.Services;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Issue 4 as two people see it: in a nation with three hours left, Bruno at a computer and Dario on a telephone press
/// for the first of them in the same instant. Who has it moves it and gives it up; it is offered to the other, who
/// waits.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NationAgendaJourneyTest {

    private static final String TUESDAY = "martedì 2 marzo";
    private static final String THURSDAY = "giovedì 4 marzo";
    private static final Pattern ANSWERED = Pattern.compile("/delegator|/hour\\?gone");

    private static RunningProduct product;
    private static JdbcClient jdbc;
    private static Browser browser;
    private static Steps steps;
    private static Demo demo;
    private static Page bruno;
    private static Page dario;
    private static Page winner;
    private static Page loser;

    @BeforeAll
    static void threeHoursInTheNation() {
        product = RunningProduct.with(Map.of("sportello.media.janus", "off", "sportello.offices.nation", "true"));
        jdbc = product.bean(JdbcClient.class);
        demo = new Demo(product::url);
        demo.clock("2027-03-01T10:00:00+01:00");
        jdbc.sql("""
                        with single as (
                            select c.id from offices.counter c join offices.office o on o.id = c.office
                             where c.service = :service and o.municipality = 'Bologna' order by c.id limit 1),
                        elsewhere as (
                            insert into agenda.counter_closure (counter, valid, why)
                            select id, daterange '[2027-03-01,2027-04-30)', 'test' from offices.counter
                             where service = :service and id not in (select id from single)),
                        later as (
                            insert into agenda.counter_closure (counter, valid, why)
                            select id, daterange '[2027-03-05,2027-04-30)', 'test' from single)
                        insert into agenda.day_hours (counter, on_day, hours, slot_minutes, desks)
                        select single.id, day, hours, 20, 1
                          from single cross join (values (date '2027-03-02', int4range(540, 580)),
                                                       (date '2027-03-04', int4range(540, 560))) as open (day, hours)
                        """).param("service", Services.DELEGATION).update();
        browser = Browser.open();
        steps = new Steps(product::url);
        bruno = browser.window(1280, 900);
        dario = browser.window(360, 740);
        steps.logIn(bruno, "Bruno");
        steps.logIn(dario, "Dario");
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
        product.close();
    }

    @Test
    @Order(1)
    void bothFindTheFirstFreeHourInTheNation() {
        for (var page : List.of(bruno, dario)) {
            page.navigate(product.url("/book"));
            steps.button(page, "Prenota: Deleghe dell'Identità Digitale in Web Meeting")
                    .click();
            if (page.url().endsWith("/hour")) link(page, "Cambia sede").click();
            assertThat(page.locator("main")).containsText("Prima ora libera in tutta Italia");
            assertThat(page.locator("main")).containsText(TUESDAY + ", ore 9:00");
            assertThat(page.locator("main")).containsText("Bologna");
            steps.button(page, "Cerca in tutta Italia").click();
            assertThat(page.locator(".where")).containsText("Tutta Italia");
        }
    }

    /// The clicks are set for one instant: neither window waits for the other.
    @Test
    @Order(2)
    void bothPressForItAtOnceAndOneHasIt() {
        for (var page : List.of(bruno, dario)) steps.choose(page, "9:00");
        var instant = System.currentTimeMillis() + 500;
        for (var page : List.of(bruno, dario))
            steps.button(page, "Continua")
                    .evaluate(
                            "(button, at) => { setTimeout(() => button.click(), at - Date.now()) }", (double) instant);
        for (var page : List.of(bruno, dario)) page.waitForURL(ANSWERED);
        boolean brunos = bruno.url().endsWith("/delegator");
        winner = brunos ? bruno : dario;
        loser = brunos ? dario : bruno;
        assertThat(winner.locator("main")).containsText("Il posto di " + TUESDAY + ", ore 9:00, è tuo");
        assertThat(loser.getByRole(AriaRole.ALERT)).containsText(TUESDAY + ", ore 9:00, nel frattempo è stata presa");
        assertThat(steps.button(loser, TUESDAY + ", ore 9:20")).isVisible();
    }

    @Test
    @Order(3)
    void whoHasItSaysTheRestAndConfirms() {
        sayTheRest(winner);
        assertThat(winner.locator("h1")).hasText("Appuntamento confermato");
        assertThat(booked()).containsExactly("2 09:00");
    }

    @Test
    @Order(4)
    void goingBackShowsTheOtherWhatIsFreeNow() {
        loser.goBack();
        assertThat(loser.locator("label.opt").filter(text("9:20"))).isVisible();
        assertThat(loser.locator("label.opt").filter(text("9:00"))).hasCount(0);
    }

    @Test
    @Order(5)
    void itIsMovedInOneStep() {
        link(winner, "Vai all'appuntamento").click();
        link(winner, "Sposta").click();
        steps.choose(winner, "4");
        steps.button(winner, "Mostra gli orari del giorno").click();
        steps.choose(winner, "9:00");
        steps.button(winner, "Sposta l'appuntamento").click();
        assertThat(winner.getByRole(AriaRole.STATUS).first()).containsText("Fatto: l'appuntamento è spostato");
        assertThat(winner.locator("h1")).hasText("Giovedì 4 marzo, ore 9:00");
        assertThat(booked()).containsExactly("4 09:00");
    }

    @Test
    @Order(6)
    void theOtherWaitsForThursdayAndMayCloseThePage() {
        loser.navigate(product.url("/book/" + Services.DELEGATION + "/hour"));
        link(loser, "Avvisami se si libera").click();
        for (var end : List.of("Dal giorno", "Al giorno"))
            loser.getByLabel(end, new Page.GetByLabelOptions().setExact(true)).fill("2027-03-04");
        loser.getByLabel("Cellulare").fill("");
        steps.button(loser, "Avvisami").click();
        assertThat(loser.getByRole(AriaRole.ALERT)).containsText("Cellulare: controllalo");
        loser.getByLabel("Cellulare").fill("333 4567890");
        steps.button(loser, "Avvisami").click();
        assertThat(loser.getByRole(AriaRole.STATUS)).containsText("sei in lista");
        assertThat(loser.locator("main")).containsText("Nessuno aspetta prima di te");
        loser.navigate("about:blank");
    }

    @Test
    @Order(7)
    void whatIsGivenUpIsOfferedToWhoWaitsAndToNobodyElse() {
        link(winner, "Annulla").click();
        steps.button(winner, "Annulla l'appuntamento").click();
        assertThat(winner.getByRole(AriaRole.STATUS).first()).containsText("L'appuntamento è annullato");
        assertThat(booked()).isEmpty();

        winner.navigate(product.url("/book/" + Services.DELEGATION + "/hour?day=2027-03-04"));
        assertThat(winner.locator("input[name=day][value='2027-03-04']")).isDisabled();
    }

    @Test
    @Order(8)
    void theOtherComesBackToTheFirstPageAndFindsTheOffer() {
        await().untilAsserted(() -> assertThat(demo.messages("+393334567890"))
                .anyMatch(sms -> sms.text().contains("/waiting/offers/")));
        loser.navigate(product.url("/home"));
        assertThat(loser.locator("main")).containsText("Si è liberato un posto: " + THURSDAY + ", ore 9:00");
        link(loser, "Guarda e rispondi").click();
        assertThat(loser.locator("h1")).containsText(THURSDAY + ", ore 9:00");
        steps.button(loser, "Accetta l'orario").click();
        assertThat(loser.locator("main")).containsText("Il posto di " + THURSDAY + ", ore 9:00, è tuo");
        sayTheRest(loser);
        assertThat(loser.locator("h1")).hasText("Appuntamento confermato");
        assertThat(booked()).containsExactly("4 09:00");
        loser.navigate(product.url("/waiting"));
        assertThat(loser.locator("main")).containsText("Non aspetti nessun orario");
    }

    private static void sayTheRest(Page page) {
        steps.fillDelegator(page);
        steps.button(page, "Continua").click();
        page.getByLabel("Il tuo cellulare").fill("333 1234567");
        steps.button(page, "Continua").click();
        steps.button(page, "Conferma").click();
        page.waitForURL("**/receipt");
    }

    private static Locator link(Page page, String name) {
        return page.locator("main")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Steps.named(name)))
                .first();
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /// Day of March and hour of every open appointment.
    private static List<String> booked() {
        return jdbc.sql("""
                        select to_char(starts_at at time zone 'Europe/Rome', 'FMDD HH24:MI') from booking.appointment
                         where service = :service and status = 'BOOKED' order by starts_at
                        """)
                .param("service", Services.DELEGATION)
                .query(String.class)
                .list();
    }
}
