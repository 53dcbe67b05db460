package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sportello.notification.carriers.RealServers;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// The delegation is booked by telephone, at the front desk, on a small telephone and by an app; what is told arrives
/// in each one's language, over real SMPP and SMTP; a code is asked for again, a reminder's link moves an appointment,
/// and Elena finds what became of every message (rules C8, D3, D4, D13, G8, G11).
class EveryChannelJourneyTest {

    private static final String DARIO = "NTRDRA68R20A944W";
    private static final String IVO = "RVSVIO62P09A944O";
    private static final String DARIOS = "+393331110001";
    private static final String IVOS = "+393331110002";
    private static final String ANNAS = "+393331110003";
    private static final String BRUNOS = "+393331110004";
    private static final String CARLAS = "+393331110005";
    private static final String IVOS_RIGHT_NUMBER = "+393331110006";
    private static final String BOOKED = "SMS · prenotazione, a chi riceve la delega";
    private static final Predicate<String> DELIVERED = line -> line.contains("Consegnato");
    private static final Pattern REPLY = Pattern.compile("http\\S+/r/\\S+");

    private static RealServers servers;
    private static RunningProduct product;
    private static Browser browser;
    private static Demo demo;
    private static Steps steps;

    @BeforeAll
    static void start() throws Exception {
        servers = new RealServers();
        var settings = new HashMap<>(servers.settings());
        settings.put("sportello.media.janus", "off");
        product = RunningProduct.with(settings);
        servers.awaitTheLink();
        browser = Browser.open();
        demo = new Demo(product::url);
        steps = new Steps(product::url);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) browser.close();
        if (product != null) product.close();
        if (servers != null) servers.close();
    }

    @Test
    void whoeverBooksByWhateverChannelIsToldAndTheOfficialSeesWhatBecameOfIt() throws Exception {
        demo.clock("2027-02-22T10:00:00+01:00");
        dariosTelephoneCall();
        ivoComesToTheFrontDesk();
        try (var context = browser.context(360, 740, "de-DE")) {
            var telephone = context.newPage();
            brunoBooksOnHisTelephoneInGerman(telephone);
            brunoAsksForTheCodeAgain(telephone);
            carlasAppBooks();
            demo.clock("2027-02-28T10:05:00+01:00");
            brunoMovesFromTheReminder(telephone);
        }
        elenaFindsWhatBecameOfEveryMessage();
    }

    private void dariosTelephoneCall() {
        var fabio = new Desk(new Visitor(product::url, "it").logIn("fabio", "/office/people"));
        var booked = fabio.book(
                        fabio.caller(DARIO),
                        Desk.TUESDAY_NINE,
                        Map.of("contact.mobile", DARIOS, "contact.email", "dario@example.org"))
                .is(200)
                .says("Prenotato");
        var code = sms(DARIOS, "Codice per entrare").code();
        assertThat(booked.body()).doesNotContain(code);
        assertThat(servers.awaitMail("dario@example.org", "Appuntamento di").language())
                .isEqualTo("it");

        fabio.agent().send(booked, "/codes", Map.of()).says("Nuovo codice inviato");
        assertThat(sms(DARIOS, "nuovo codice").code()).isNotEqualTo(code);
    }

    /// Anna's own contacts are written down while both are there: she reads English.
    private void ivoComesToTheFrontDesk() {
        var giulia = new Desk(new Visitor(product::url, "it").logIn("giulia", "/office/people"));
        var booked = giulia.book(
                        giulia.caller(IVO),
                        Desk.TUESDAY_TWENTY_PAST,
                        Map.of(
                                "contact.mobile",
                                IVOS,
                                "delegator.mobile",
                                ANNAS,
                                "delegator.email",
                                "anna@example.org",
                                "delegator.language",
                                "en"))
                .is(200)
                .says("Prenotato");
        giulia.agent().get(booked.at().getPath() + "/receipt.pdf").is(200);
        assertThat(sms(IVOS, "Codice per entrare").code())
                .isNotEqualTo(sms(ANNAS, "video call").code());
        var annas = servers.awaitMail("anna@example.org", "Video call on");
        assertThat(annas.language()).isEqualTo("en");
        assertThat(annas.text()).contains("A person you trust", "/enter/").doesNotContainPattern("\\b\\d{6}\\b");
    }

    private void brunoBooksOnHisTelephoneInGerman(Page page) {
        steps.logIn(page, "bruno", "/contacts");
        page.locator("label.opt:has(input[value=de])").click();
        steps.button(page, "Sprache speichern").click();
        page.getByRole(AriaRole.STATUS).waitFor();
        Barriers.look(page, "story-contacts", 360);

        steps.bookInGerman(page, "Dienstag, 2.", "9:40", BRUNOS, "bruno@example.org");
        steps.heading(page, "Termin bestätigt");
        Barriers.look(page, "story-receipt", 360);

        assertThat(sms(BRUNOS, "Code zum Eintreten").text())
                .contains("Dienstag")
                .doesNotContain("Codice");
        var mail = servers.awaitMail("bruno@example.org", "Termin am");
        assertThat(mail.language()).isEqualTo("de");
        assertThat(mail.text()).contains("Sie haben die Vollmacht").doesNotContainPattern("\\b\\d{6}\\b");
        page.navigate(product.url("/notices"));
        page.locator("main a", new Page.LocatorOptions().setHasText("Termin gebucht"))
                .first()
                .click();
        steps.heading(page, "Termin gebucht");
        assertThat(page.locator("article").innerText()).contains("Wir erwarten Sie");
    }

    private void brunoAsksForTheCodeAgain(Page page) {
        var first = sms(BRUNOS, "Code zum Eintreten").code();
        page.locator("article a[href^='/appointments/']").first().click();
        page.locator("main a[href$='/code']").click();
        steps.button(page, "Neuen Code senden").click();
        page.getByRole(AriaRole.STATUS).waitFor();
        assertThat(sms(BRUNOS, "der neue Code").code()).isNotEqualTo(first);
        Barriers.look(page, "story-code", 360);
    }

    private void carlasAppBooks() throws Exception {
        var app = OwnApp.loggedInBy("carla", product::url, "en");
        app.put("/contacts/language", Map.of("language", "en"));
        var held = app.post("/holds", Map.of("service", Desk.SERVICE, "starts_at", "2027-03-02T09:00:00Z"));
        var anna = Map.of(
                "given_name", "Anna",
                "family_name", "Delegante",
                "tax_code", TaxCodes.ANNA,
                "born_on", "1941-03-02");
        var stated = Map.of(
                "delegator",
                anna,
                "situation",
                "signs",
                "declares",
                Map.of("cannot_come", true, "no_identity", true),
                "contact",
                Map.of("mobile", CARLAS, "email", "carla@example.org"));
        var booked = app.post(
                "/appointments",
                Map.of("hold_id", held.path("hold_id").asString(), "service", Desk.SERVICE, "stated", stated));
        var first = sms(CARLAS, "Entry code").code();
        assertThat(servers.awaitMail("carla@example.org", "Appointment on").language())
                .isEqualTo("en");
        assertThat(app.get("/notices").path("items").get(0).path("title").asString())
                .startsWith("Appointment booked");
        app.post("/appointments/" + booked.path("appointment_id").asString() + "/codes", Map.of());
        assertThat(sms(CARLAS, "the new code").code()).isNotEqualTo(first);
    }

    /// Nobody is logged in any more when the reminder comes.
    private void brunoMovesFromTheReminder(Page page) {
        var reminder = sms(BRUNOS, "Erinnerung");
        var link = REPLY.matcher(reminder.text());
        assertThat(link.find()).as(reminder.text()).isTrue();
        page.context().clearCookies();
        page.navigate(link.group());
        steps.logIn(page, "bruno", link.group().replaceFirst("^http://[^/]+", ""));
        steps.heading(page, "Kommen Sie?");
        Barriers.look(page, "story-reply", 360);
        page.locator("main button[name=hour]").first().click();
        page.waitForURL("**?moved");
        Barriers.look(page, "story-moved", 360);
        assertThat(sms(BRUNOS, "Termin verschoben").code()).isEqualTo(reminder.code());
    }

    /// Of Ivo's messages none arrives: his number is mended, one goes again, the other is put away.
    private void elenaFindsWhatBecameOfEveryMessage() throws Exception {
        for (var number : List.of(DARIOS, IVOS)) sms(number, "promemoria");
        for (var number : List.of(ANNAS, CARLAS)) sms(number, "reminder");
        servers.report(IVOS, "UNDELIV");
        for (var number : List.of(DARIOS, ANNAS, BRUNOS, CARLAS)) servers.report(number, "DELIVRD");
        try (var context = browser.context(1280, 900, "it-IT")) {
            var page = context.newPage();
            steps.logIn(page, "elena", "/office/messages");
            shows(
                    page,
                    "/office/messages",
                    () -> page.locator("main section.card")
                                    .filter(new Locator.FilterOptions().setHasText("il telefono non si trova"))
                                    .count()
                            == 2);
            page.locator("section.card:has-text('prenotazione') input[name=contact]")
                    .fill(IVOS_RIGHT_NUMBER);
            page.keyboard().press("Enter");
            page.getByRole(AriaRole.STATUS).waitFor();
            sms(IVOS_RIGHT_NUMBER, "Codice per entrare");
            servers.report(IVOS_RIGHT_NUMBER, "DELIVRD");
            steps.button(page, "Non serve più").click();
            page.locator("main", new Page.LocatorOptions().setHasText("Nessun messaggio da vedere"))
                    .waitFor();

            page.navigate(product.url("/office?day=2027-03-02"));
            var cases = page.locator("td.act a").all().stream()
                    .map(link -> link.getAttribute("href"))
                    .toList();
            assertThat(cases).hasSize(4);
            for (var file : cases) {
                shows(
                        page,
                        file,
                        () -> fates(page, BOOKED).stream().allMatch(DELIVERED)
                                && fates(page, "SMS · nuovo codice").stream().allMatch(DELIVERED));
                assertThat(fates(page, BOOKED)).hasSize(1);
                assertThat(fates(page, "Avviso · prenotazione")).hasSize(1);
                Barriers.look(page, "story-case", 1280);
            }
        }
    }

    private static void shows(Page page, String path, BooleanSupplier wanted) {
        await(path).atMost(Duration.ofSeconds(30)).until(() -> {
            page.navigate(product.url(path));
            return wanted.getAsBoolean();
        });
    }

    private static List<String> fates(Page page, String message) {
        return page.locator("section[aria-labelledby=told] li")
                .filter(new Locator.FilterOptions().setHasText(message))
                .allInnerTexts();
    }

    private static Demo.Sms sms(String number, String words) {
        return new Demo.Sms(servers.awaitText(number, words));
    }
}
