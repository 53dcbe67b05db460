package sportello.web.office.consultancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.casework.CaseId;
import sportello.casework.Contact;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Walks an officer's day in a real browser, by what is written on links and buttons, and looks at each page on a
/// telephone, a tablet and a desk: no barrier (axe), nothing wider than the screen, one heading, one filled button.
class OfficePagesAxeTest {

    private static final UUID BOLOGNA = UUID.fromString("0197f000-0000-7000-8000-000000000001");
    private static final Path PICTURES = Path.of("target/pages");

    private static RunningProduct product;
    private static Browser browser;
    private static UnitsDay unit;
    private static Actor.Official carla;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        unit = new UnitsDay(product::bean, BOLOGNA);
        carla = unit.inUnit(unit.offices.officials(BOLOGNA).stream()
                .filter(each -> product.bean(Offices.class)
                        .staff(each.staff())
                        .orElseThrow()
                        .name()
                        .equals("Carla"))
                .findFirst()
                .orElseThrow());
        var other = unit.official("Elena", Right.HOLD_MEETINGS);
        var consultancies = unit.consultancies;
        booked("Officina del Reno", "09:00");
        var accepted = booked("Cartoleria San Felice", "09:20");
        unit.done(consultancies.accept(accepted, "", carla));
        unit.done(consultancies.logContact(
                accepted,
                new Contact(unit.clock.instant(), "+393200000004", Contact.Outcome.NO_ANSWER, "Segreteria piena."),
                carla,
                IdempotencyKey.next()));
        var ready = booked("Panificio Portici", "09:40");
        unit.done(consultancies.accept(ready, "Ne parliamo volentieri.", carla));
        unit.done(consultancies.agreeVenue(ready, Venue.PHONE, "Connessione debole.", carla));
        var asked = booked("Ceramiche del Secchia", "10:00");
        unit.done(consultancies.askPapers(
                asked,
                List.of("Provvedimento di concessione", "Nota di rettifica"),
                UnitsDay.MONDAY,
                "Servono per ricalcolare.",
                carla,
                IdempotencyKey.next()));
        unit.done(consultancies.take(booked("Acetaia Ghirlandina", "10:20"), other));
        unit.asked(unit.firm("Sartoria Ago e Filo"), "Scadenze dei contributi", "Quali rate deve versare la ditta?");
        browser = Browser.open();
    }

    private static CaseId booked(String firm, String hour) {
        return unit.booked(carla, unit.firm(firm), UnitsDay.TUESDAY, hour);
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (product != null) product.close();
    }

    @ParameterizedTest
    @CsvSource("it")
    void everyPageOfAnOfficerIsForEverybody(String language) {
        unit.clock.moveTo(UnitsDay.at(UnitsDay.MONDAY, "11:00"));
        try (var context = browser.context(1280, 900, "it-IT")) {
            context.addCookies(List.of(new Cookie("language", language).setUrl(product.url("/"))));
            new Walk(context.newPage()).whole();
        }
    }

    private record Walk(Page page) {

        void whole() {
            page.navigate(product.url("/login/spid?next=%2Foffice%2Fqueue"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=carla]").click();
            if (page.url().contains("/capacity"))
                page.locator("main button").last().click();
            go("/office/queue", "queue");
            go("/office/queue?view=today", "queue-empty");
            go("/office/queue?q=nessuno", "queue-not-found");
            go("/office", "desk");
            page.navigate(product.url("/office/queue"));
            keys();
            row("Prendi in carico").first().click();
            assertThat(page.locator(".undo").innerText()).contains("Hai preso in carico Dario");
            look("queue-taken");
            judge();
            agree();
            talk();
            questions();
        }

        private void keys() {
            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("ArrowUp");
            assertThat(page.evaluate("document.activeElement === document.querySelectorAll('#queue a.open')[0]"))
                    .as("the first row has the focus")
                    .isEqualTo(true);
            page.keyboard().press("/");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("q");
        }

        private void judge() {
            row("Valuta").first().click();
            look("case-judge");
            fold("Chiedi documenti");
            page.locator("[name='papers.message']").fill("Senza questi non posso rispondere.");
            button("Chiedi i documenti").click();
            assertThat(page.locator(".sum").innerText()).contains("Scrivi quali documenti servono");
            assertThat(page.locator("[name='papers.message']").inputValue())
                    .isEqualTo("Senza questi non posso rispondere.");
            look("case-wrong");
            button("Accetta il caso").click();
            assertThat(page.locator(".undo").innerText()).contains("Caso accettato");
            look("case-accepted");
            button("Annulla").first().click();
            assertThat(page.locator(".undo").innerText()).contains("com'era");
            button("Accetta il caso").click();
        }

        private void agree() {
            page.getByText("Non risponde").first().click();
            page.locator("[name='contact.note']").fill("Riprovo più tardi.");
            button("Salva il tentativo").click();
            page.locator("input[name='venue.where'][value=PHONE]").check();
            button("Conferma e manda l'invito").click();
            assertThat(page.locator(".sum").innerText()).contains("Scrivi perché al telefono");
            look("case-venue-wrong");
            page.locator("[name='venue.reason']").fill("Connessione debole.");
            button("Conferma e manda l'invito").click();
            look("case-ready");
        }

        private void talk() {
            unit.clock.moveTo(UnitsDay.at(UnitsDay.TUESDAY, "09:01"));
            page.reload();
            look("case-start");
            button("Comincia la consulenza").click();
            look("case-open");
            page.locator("[name='finish.note']").fill("Parlato con Dario.");
            button("Chiudi la consulenza").click();
            assertThat(page.locator("[name='finish.note']").inputValue()).isEqualTo("Parlato con Dario.");
            page.locator("[name='finish.summary']").fill("La nota è stata ricalcolata.");
            button("Chiudi la consulenza").click();
            assertThat(page.locator("main").innerText()).contains("Consulenza chiusa", "La nota è stata ricalcolata.");
            look("case-over");
            go("/office/queue", "queue-day");
            page.locator("#queue tr", new Page.LocatorOptions().setHasText("Elena"))
                    .locator("a.open")
                    .click();
            look("case-of-other");
            assertThat(button("Accetta il caso").count()).isZero();
        }

        private void questions() {
            go("/office/questions", "questions");
            page.locator("#queue a.open", new Page.LocatorOptions().setHasText("Scadenze"))
                    .click();
            look("question");
            page.locator("[name='answer.text']").fill("Le rate di agosto e novembre.");
            button("Manda la risposta").click();
            assertThat(page.locator(".sum").innerText()).contains("positiva o negativa");
            assertThat(page.locator("[name='answer.text']").inputValue()).isEqualTo("Le rate di agosto e novembre.");
            look("question-wrong");
            page.locator("input[name='answer.kind'][value=positive]").check();
            button("Manda la risposta").click();
            look("question-answered");
            go("/office/questions?view=all", "questions-all");
        }

        private void go(String address, String name) {
            page.navigate(product.url(address));
            look(name);
        }

        private com.microsoft.playwright.Locator row(String action) {
            return page.locator("#queue .act .btn", new Page.LocatorOptions().setHasText(action));
        }

        private com.microsoft.playwright.Locator button(String name) {
            return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
        }

        private void fold(String name) {
            page.locator("summary", new Page.LocatorOptions().setHasText(name)).click();
        }

        private void look(String name) {
            page.waitForLoadState();
            for (int width : new int[] {360, 768, 1280}) {
                page.setViewportSize(width, 800);
                var where = name + " " + width;
                if (System.getenv("SPORTELLO_PICTURES") != null)
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve("office-" + name + "-" + width + ".png")));
                assertThat(page.locator("h1").count())
                        .as("one heading: " + where)
                        .isEqualTo(1);
                assertThat(page.locator("main .btn-primary").count())
                        .as("one filled button at most: " + where)
                        .isLessThanOrEqualTo(1);
                Barriers.none(page, where);
            }
        }
    }
}
