package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.audit.Doer;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Bruno's reminder arrives by SMS. He follows its link on his telephone, logs in, and moves the appointment with one
/// touch (rule G8); when the office calls one off he chooses another hour the same way.
class FromTheReminderAxeTest {

    private static final Instant MONDAY = Instant.parse("2027-03-01T09:00:00Z");
    private static final Instant THURSDAY_0920 = Instant.parse("2027-03-04T08:20:00Z");
    private static final Pattern LINK = Pattern.compile("http\\S+/r/\\S+");

    private static RunningProduct product;
    private static Browser browser;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        browser = Browser.open();
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (product != null) product.close();
    }

    @Test
    void oneTouchMovesTheAppointmentAfterTheLogin() {
        var clock = product.bean(MovableClock.class);
        clock.moveTo(MONDAY);
        var bookings = product.bean(Bookings.class);
        var appointment = booked();
        clock.moveTo(THURSDAY_0920.minus(Duration.ofHours(48)));
        var link = link(appointment, "reminder-before");
        assertThat(link).endsWith("/r/" + appointment.reference());
        try (var context = browser.context(360, 740, "it-IT")) {
            var page = context.newPage();
            page.navigate(link);
            assertThat(page.url()).endsWith("/login?next=%2Fr%2F" + appointment.reference());
            page.navigate(page.url().replace("/login?", "/login/spid?"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=bruno]").click();
            page.waitForURL("**/appointments/*/reply");
            Barriers.look(page, "reply", 1280, 360);
            var chosen = page.locator("main button[name=hour]").first();
            var hour = chosen.getAttribute("value");
            chosen.focus();
            page.keyboard().press("Enter");
            page.waitForURL("**?moved");
            assertThat(bookings.find(appointment.id()).orElseThrow().startsAt()).hasToString(hour);

            bookings.cancel(appointment.id(), carla(appointment), "office closed");
            page.navigate(link(appointment, "called-off"));
            page.waitForURL("**/reply");
            Barriers.look(page, "reply-again", 1280, 360);
            page.locator("main button[name=hour]").first().click();
            page.waitForURL("**/book/delegation-web-meeting/hour");
            assertThat(page.locator("input[name=hour]:checked").count()).isEqualTo(1);
            page.locator("main .btn-primary").first().click();
            page.waitForURL("**/summary");
            assertThat(page.locator("main").innerText()).contains("Anna");
        }
    }

    private static Actor.Official carla(Appointment appointment) {
        return product.bean(Offices.class).officials(appointment.office()).getFirst();
    }

    private static Appointment booked() {
        var bruno = new Actor.Citizen(
                product.bean(People.class)
                        .identified(
                                "Bruno",
                                "Delegato",
                                new FiscalCode("DLGBRN71E14A944W"),
                                null,
                                new Contacts("+393330002222", null, "it"),
                                Doer.system("test"))
                        .id(),
                Assurance.SUBSTANTIAL,
                null);
        var held = (Agenda.Holding.Held)
                product.bean(Agenda.class).hold(Services.DELEGATION, THURSDAY_0920, bruno.person(), null, MONDAY);
        var outcome = product.bean(Bookings.class)
                .confirm(bruno, Services.DELEGATION, held.hold().id(), matter(), IdempotencyKey.next());
        assertThat(outcome).isInstanceOf(Bookings.Outcome.Booked.class);
        return ((Bookings.Outcome.Booked) outcome).appointment();
    }

    private static Matter matter() {
        return new Matter(new HashMap<>(Map.of(
                "delegator.given_name", "Anna",
                "delegator.family_name", "Delegante",
                "delegator.tax_code", "DLGNNA41C42A944U",
                "delegator.born_on", "1941-03-02",
                "delegator.language", "it",
                "situation", "signs",
                "declares.cannot_come", "yes",
                "declares.no_identity", "yes",
                "contact.mobile", "+393330002222")));
    }

    /// The one in the SMS as it arrived.
    private static String link(Appointment appointment, String template) {
        var text = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> product.bean(JdbcClient.class)
                                .sql("""
                                        select o.body
                                          from notification.outbox n join demo.outbox o on o.key = n.key
                                         where n.appointment_id = :id and n.template = :template and n.kind = 'sms'
                                         order by n.id desc limit 1
                                        """)
                                .param("id", UUID.fromString(appointment.id().toString()))
                                .param("template", template)
                                .query(String.class)
                                .optional()
                                .orElse(""),
                        arrived -> !arrived.isEmpty());
        var found = LINK.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group();
    }
}
