package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.audit.Doer;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Bruno telephones: Fabio books for him without touching the mouse, sends the code again, moves and gives up. Then
/// Bruno comes to the office, and Giulia prints his receipt.
class CounterJourneyTest {

    private static final Path PICTURES = Path.of("target/pages");

    private static RunningProduct product;
    private static Demo demo;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        demo = new Demo(product::url);
        demo.clock("2027-02-22T10:00:00+01:00");
    }

    @AfterAll
    static void stop() {
        if (product != null) product.close();
    }

    @Test
    void anAgentHelpsACallerByKeyboardAlone() throws IOException {
        try (var browser = Browser.open()) {
            var fabio = new Keys(browser.window(1280, 900));
            fabio.logIn("fabio");
            fabio.meets();
            fabio.books();
            fabio.sendsTheCodeMovesAndGivesUp();
            var giulia = new Keys(browser.window(1280, 900));
            giulia.logIn("giulia");
            giulia.meetsAtTheDesk();
            giulia.printsTheReceipt();
        }
    }

    @Test
    void everyOtherStateOfTheScreenIsForEverybody() {
        var people = product.bean(People.class);
        var anna = people.identified(
                "Anna",
                "Delegante",
                new FiscalCode(TaxCodes.ANNA),
                LocalDate.of(1941, 3, 2),
                new Contacts(null, null, "it"),
                Doer.system("test"));
        var bruno = people.withFiscalCode(new FiscalCode(Desk.BRUNO)).orElseThrow();
        product.bean(Register.class).grant(anna.id(), bruno.id(), null, null, new Actor.System("test"));
        try (var browser = Browser.open()) {
            var fabio = new Keys(browser.window(1280, 900));
            fabio.logIn("fabio");
            fabio.looksAtWhatIsLeft();
            var giulia = new Keys(browser.window(1280, 900));
            giulia.logIn("giulia");
            giulia.meetsAtTheDesk();
            giulia.looksAtADelegation();
            amongManyOffices(anna.id());
            fabio.asksForTheOfficeAndTheCode();
        }
    }

    /// Nobody knows to which of them Anna goes.
    private static void amongManyOffices(PersonId anna) {
        var offices = product.bean(Offices.class);
        for (int number = 1; number <= 13; number++) {
            var office = new Office(
                    UUID.randomUUID(), "Sede " + number, OfficeKind.DIREZIONE_PROVINCIALE, "Paese", "RM", null, false);
            offices.openCounter(offices.open(office).id(), Desk.SERVICE, 1);
        }
        var jdbc = product.bean(JdbcClient.class);
        jdbc.sql("delete from offices.usual_office where person = :person")
                .param("person", anna.value())
                .update();
    }

    /// Somebody at a keyboard.
    private record Keys(Page page) {

        void logIn(String name) {
            page.navigate(product.url("/login/spid?next=%2Foffice%2Fpeople"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=" + name + "]").click();
            page.waitForURL("**/office/people");
            arrives();
        }

        void meets() {
            look("counter-people");
            find(Desk.BRUNO);
            look("counter-found");
            go("Enter");
            page.waitForURL("**/office/calls/*");
            look("counter-identify");
            go("ArrowDown", "Alt+c");
            page.locator("#errors").waitFor();
            look("counter-identify-wrong");
            page.locator("input[name=full-name][value=right]").focus();
            go("Tab", "ArrowDown", "Tab", "ArrowDown", "Alt+c");
            heading("Cosa serve a Bruno");
            look("counter-call-empty");
        }

        void meetsAtTheDesk() {
            find(Desk.BRUNO);
            go("Enter");
            page.waitForURL("**/office/calls/*");
            look("counter-identify-desk");
            go("ArrowDown", "Tab", "ArrowDown", "Alt+c");
            heading("Cosa serve a Bruno");
        }

        void looksAtWhatIsLeft() {
            typeCode("DLGBRN71E14A944X");
            go("Enter");
            page.locator("#errors").waitFor();
            look("counter-people-wrong");
            page.locator("#tax_code").fill("CCCFBA85D03L219P");
            go("Enter");
            page.locator("#register").waitFor();
            look("counter-register");
            go("Alt+t");
            page.locator("#errors").waitFor();
            look("counter-register-wrong");
            go("Alt+n");
            heading("Chi chiama");
            find("PRTFBA90S23A944L");
            go("Enter");
            page.locator("[role=alert]").waitFor();
            look("counter-people-refused");
            find("NTRDRA68R20A944W");
            go("Enter");
            page.waitForURL("**/office/calls/*");
            go("ArrowDown", "Tab", "ArrowDown", "Tab", "ArrowDown", "Alt+c");
            heading("Cosa serve a Dario");
            look("counter-call-studio");
            var call = page.url();
            page.locator("a[href*='/questions/']").first().click();
            heading("Consulenza");
            look("counter-question");
            go("Alt+c");
            page.locator("#errors").waitFor();
            look("counter-question-wrong");
            page.navigate(call + "/waiting/" + Desk.SERVICE);
            look("counter-waiting");
            go("Alt+c");
            page.locator("[role=alert]").waitFor();
            look("counter-waiting-free");
            page.navigate(call + "/book/" + Desk.SERVICE + "?q=Bologna");
            look("counter-hour-places");
        }

        void looksAtADelegation() {
            page.locator("a[href*='/delegations/']").first().click();
            heading("Delega a Bruno");
            look("counter-delegation");
            go("Alt+c");
            page.locator("#errors").waitFor();
            look("counter-delegation-wrong");
            page.locator("#mobile").fill("333 7654321");
            page.locator("#both_here").check();
            go("Alt+c");
            page.locator("input[name=code]").waitFor();
            look("counter-contacts");
        }

        void asksForTheOfficeAndTheCode() {
            page.navigate(product.url("/office/people"));
            find(TaxCodes.ANNA);
            go("Enter");
            go("ArrowDown", "Tab", "ArrowDown", "Tab", "ArrowDown", "Alt+c");
            heading("Contatti di Anna");
            look("counter-contacts-own");
            page.locator("input[name=code]").focus();
            type("12");
            go("Enter");
            page.locator("[role=alert]").waitFor();
            look("counter-contacts-own-wrong");
            go("Alt+p");
            heading("Cosa serve a Anna");
            look("counter-call-awaited");
            var call = page.url();
            page.navigate(call + "/book/" + Desk.SERVICE);
            look("counter-hour-which-office");
            page.navigate(call + "/waiting/" + Desk.SERVICE);
            go("Alt+c");
            page.locator("#errors").waitFor();
            look("counter-waiting-which-office");
        }

        private void find(String taxCode) {
            typeCode(taxCode);
            go("Enter");
            page.locator("#found").waitFor();
        }

        void books() {
            chooseTheService();
            look("counter-hour");
            go("Enter");
            heading("di chi si tratta");
            look("counter-matter");
            go("Alt+c");
            page.locator("#errors").waitFor();
            look("counter-matter-wrong");
            matter();
            heading("Rileggi");
            look("counter-summary");
            go("Alt+c");
            told("Prenotato");
            demo.sms("+393331234567", null);
            page.reload();
            look("counter-appointment");
        }

        private void chooseTheService() {
            var service = page.locator("a[href$='/book/" + Desk.SERVICE + "'][accesskey]");
            go("Alt+" + service.getAttribute("accesskey"));
            heading("quando");
        }

        private void matter() {
            page.locator("#delegator-given_name").focus();
            type("Anna");
            press("Tab");
            type("Delegante");
            press("Tab");
            type(TaxCodes.ANNA);
            press("Tab");
            type("2 3 1941");
            // Mobile and mail of who delegates, language, situation, two declarations.
            press("Tab", "Tab", "Tab", "Tab", "Space", "Tab", "Space", "Tab", "Space", "Tab");
            press("Control+a");
            type("333 1234567");
            go("Tab", "Tab", "Space", "Alt+c");
        }

        void sendsTheCodeMovesAndGivesUp() {
            var first = demo.sms("+393331234567", null);
            go("Alt+r");
            told("Nuovo codice inviato");
            assertThat(demo.sms("+393331234567", first).code()).isNotEqualTo(first.code());
            go("Alt+m");
            heading("Sposta");
            look("counter-move");
            go("Enter");
            told("Spostato");
            go("Alt+p");
            heading("Cosa serve a Bruno");
            look("counter-call");
            page.goBack();
            go("Alt+a");
            heading("Annulli");
            look("counter-cancellation");
            go("Alt+c");
            told("Annullato");
            look("counter-cancelled");
        }

        void printsTheReceipt() throws IOException {
            chooseTheService();
            go("Enter");
            heading("di chi si tratta");
            matter();
            heading("Rileggi");
            go("Alt+c");
            told("Prenotato");
            look("counter-appointment-desk");
            var sheet = page.request().get(page.url().replaceFirst("\\?.*$", "") + "/receipt.pdf");
            assertThat(sheet.status()).isEqualTo(200);
            try (var document = Loader.loadPDF(sheet.body())) {
                isReadAloud(document);
                assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                        .contains("Bruno Delegato")
                        .contains("SPID, CIE o CNS")
                        .doesNotContain(demo.sms("+393331234567", null).code());
            }
        }

        /// PDF/UA-1: marked, titled, in a language, one heading first and every line in the structure tree.
        private static void isReadAloud(PDDocument document) throws IOException {
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getLanguage()).isEqualTo("it");
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8))
                    .contains("<pdfuaid:part>1</pdfuaid:part>");
            var whole = (PDStructureElement)
                    catalog.getStructureTreeRoot().getKids().getFirst();
            assertThat(whole.getKids())
                    .extracting(each -> ((PDStructureElement) each).getStructureType())
                    .startsWith("H1", "P")
                    .contains("H2");
        }

        /// Whoever types before the page is there types for nobody.
        private void typeCode(String taxCode) {
            page.locator("#tax_code:focus").waitFor();
            type(taxCode);
        }

        /// Keys that lead to another page. What is typed next goes to that one: the old one may show the same heading
        /// for a while, and a page gives its first field the focus only when it is drawn.
        private void go(String... keys) {
            page.evaluate("() => { window.left = true }");
            press(keys);
            arrives();
        }

        private void arrives() {
            page.waitForFunction("""
                    () => !window.left && document.readyState === 'complete'
                      && (!document.querySelector('[autofocus]') || document.activeElement.matches('[autofocus]'))
                    """);
        }

        private void type(String text) {
            page.keyboard().type(text);
        }

        private void press(String... keys) {
            for (var key : keys) {
                if (key.startsWith("Alt+")) accessKey(key.substring(4));
                else page.keyboard().press(key);
            }
        }

        /// Playwright leaves out the character by which a browser knows its access keys.
        private void accessKey(String letter) {
            var keyboard = page.context().newCDPSession(page);
            for (var what : new String[] {"rawKeyDown", "char", "keyUp"}) {
                var pressed = new JsonObject();
                pressed.addProperty("type", what);
                pressed.addProperty("modifiers", 1);
                pressed.addProperty("key", letter);
                pressed.addProperty("text", what.equals("char") ? letter : "");
                pressed.addProperty("unmodifiedText", what.equals("char") ? letter : "");
                pressed.addProperty("windowsVirtualKeyCode", (int)
                        letter.toUpperCase(Locale.ROOT).charAt(0));
                keyboard.send("Input.dispatchKeyEvent", pressed);
            }
            keyboard.detach();
        }

        private void heading(String text) {
            page.locator("h1")
                    .filter(new Locator.FilterOptions().setHasText(text))
                    .waitFor();
        }

        private void told(String text) {
            page.locator("[role=status]")
                    .filter(new Locator.FilterOptions().setHasText(text))
                    .waitFor();
        }

        private void look(String name) {
            page.waitForLoadState();
            for (int width : new int[] {360, 1280}) {
                page.setViewportSize(width, 900);
                if (System.getenv("SPORTELLO_PICTURES") != null)
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve(name + "-" + width + ".png")));
                assertThat(page.locator("h1").count())
                        .as("one heading: " + name)
                        .isEqualTo(1);
                Barriers.none(page, name + " " + width);
            }
        }
    }
}
