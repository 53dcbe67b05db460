package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.testing.Alone;
import sportello.testing.Browser;
import sportello.testing.FakeCamera;
import sportello.testing.RunningProduct;

/// The remote consultancy from the question to its outcome, once for each venue (rules C1 to C11): Dario of the studio
/// on a telephone's screen, Carla of the unit at her desk.
@Alone
class ConsultancyJourneyTest {

    static final FakeCamera RED = FakeCamera.red();
    static final FakeCamera GREEN = FakeCamera.green();
    private static final String COMPANIES = "Cassetto previdenziale aziende";
    private static final String DURC = "companies.contributions.regularity";

    @TempDir
    static Path files;

    static RunningProduct product;
    static Demo demo;
    static Path receipt;

    @BeforeAll
    static void open() throws Exception {
        product = RunningProduct.quiet();
        demo = new Demo(product::url);
        receipt = Files.write(
                files.resolve("quietanza.png"),
                Base64.getDecoder()
                        .decode(
                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @Test
    void onTeams() {
        walked("teams", Browser.open(), Browser.open(), this::onTeams);
    }

    private void onTeams(Consulting at) {
        var steps = at.steps();
        var dario = at.dario;
        var carla = at.carla;
        demo.clock("2027-03-01T10:00:00+01:00");
        at.logIn();
        at.ask(
                COMPANIES,
                "Officina del Reno",
                DURC,
                "DURC di gennaio",
                "Versato il 16 febbraio, quietanza allegata.",
                receipt);
        at.answerNo("DURC di gennaio", "La quietanza è di un'altra matricola.");
        var page = at.book("mercoledì 3", "9:20", "Quale matricola risulta? Ci aspettiamo lo sgravio.");
        assertThat(at.mail(mail -> mail.subject().contains("Appuntamento di mercoledì 3 marzo"))
                        .text())
                .contains("9:20", "Direzione provinciale di Bologna", page);

        at.takeInCharge("9:20");
        assertThat(carla.locator("main")).containsText("La quietanza è di un'altra matricola.");
        assertThat(carla.locator("main")).containsText("Ci aspettiamo lo sgravio.");
        carla.getByText("Chiedi documenti", new Page.GetByTextOptions().setExact(true))
                .click();
        carla.getByLabel("Quali documenti?").fill("F24 quietanzato");
        carla.locator("#papers-until").fill("2027-03-02");
        steps.button(carla, "Chiedi i documenti").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Documenti chiesti");
        at.look(carla, "papers-asked");
        assertThat(at.mail(mail -> mail.subject().contains("Servono documenti")).text())
                .contains("martedì 2", page);

        dario.navigate(product.url("/studio"));
        assertThat(dario.locator("main")).containsText("F24 quietanzato");
        at.look(dario, "studio-papers");
        at.link(dario, "Manda i documenti").click();
        at.look(dario, "send");
        dario.getByLabel("Scegli il file: F24 quietanzato").setInputFiles(receipt);
        steps.button(dario, "Manda F24 quietanzato").click();
        assertThat(dario.getByRole(AriaRole.STATUS)).containsText("Documento ricevuto");
        at.look(dario, "sent");

        carla.reload();
        assertThat(carla.locator("#turn")).hasText("Adesso: valuta il caso");
        steps.button(carla, "Va bene: F24 quietanzato").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Documento accettato");
        at.accept("Ora risulta: ne parliamo.");
        assertThat(carla.locator("a[href='tel:+393200000004']").first()).isVisible();
        at.reached("Preferisce Teams");
        at.agree("Microsoft Teams", "");
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Concordato");
        var invitation = at.mail(mail -> invites(mail) && mail.calendar().contains("DTSTART:20270303T082000Z"));
        assertThat(invitation.from()).isEqualTo(Consulting.MAILBOX);
        assertThat(invitation.subject()).isEqualTo(Consulting.SUBJECT);
        assertThat(invitation.text()).contains("/demo/teams/", "non viene registrato", "documento di identità");
        await().untilAsserted(() -> {
            carla.reload();
            assertThat(carla.locator("#venue").locator("..").textContent()).contains("Invito mandato");
        });
        at.look(carla, "invited");

        dario.navigate(page);
        assertThat(at.link(dario, "Entra in Teams"))
                .hasAttribute("href", java.util.regex.Pattern.compile("/demo/teams/"));
        at.look(dario, "teams");
        at.link(dario, "Sposta").click();
        steps.choose(dario, "giovedì 4");
        steps.button(dario, "Mostra gli orari del giorno").click();
        steps.choose(dario, "10:00");
        at.look(dario, "move");
        steps.button(dario, "Sposta l'appuntamento").click();
        assertThat(dario.getByRole(AriaRole.STATUS)).containsText("l'appuntamento è spostato");
        var moved = at.mail(mail -> mail.calendar().contains("DTSTART:20270304T090000Z"));
        assertThat(moved.line("UID")).isEqualTo(invitation.line("UID")).isNotEmpty();
        assertThat(moved.subject()).isEqualTo(Consulting.SUBJECT);
        assertThat(link(moved)).isEqualTo(link(invitation));

        demo.clock("2027-03-04T09:58:00+01:00");
        carla.navigate(product.url("/office/queue?view=today"));
        at.look(carla, "today");
        at.link(carla, "Comincia: Dario Intermediario").click();
        at.look(carla, "ready");
        steps.button(carla, "Comincia la consulenza").click();
        assertThat(carla.locator("#turn")).hasText("In corso");
        dario.navigate(product.url("/studio"));
        assertThat(dario.locator("h1")).containsText("oggi parli con il funzionario");
        at.look(dario, "studio-today");
        at.link(dario, "Entra in Teams").click();
        assertThat(dario.locator("body")).containsText(Consulting.SUBJECT);
        demo.clock("2027-03-04T10:15:00+01:00");
        at.finish("La matricola è corretta: il DURC torna regolare domani.", "Abbinato il versamento.");

        dario.navigate(page);
        assertThat(dario.locator("main")).containsText("il DURC torna regolare domani");
        assertThat(dario.locator("body")).not().containsText("Abbinato il versamento");
        at.look(dario, "outcome");
        at.link(dario, "DURC di gennaio").click();
        assertThat(dario.locator(".chip").first()).hasText("Chiuso");
        assertThat(dario.locator("#reply")).hasCount(0);
        at.look(dario, "closed");
        assertThat(demo.mails(Consulting.MAIL).stream()
                        .filter(mail -> mail.line("UID").equals(invitation.line("UID"))))
                .as("one for the hour, one for the other hour")
                .hasSize(2);
    }

    /// Rule C7: by telephone only with a reason; each attempt, the beginning and the end are written down.
    @Test
    void byTelephoneThenOnceMoreInVain() {
        walked("phone", Browser.open(), Browser.open(), this::byTelephone);
    }

    private void byTelephone(Consulting at) {
        var steps = at.steps();
        var dario = at.dario;
        var carla = at.carla;
        demo.clock("2027-03-08T10:00:00+01:00");
        at.logIn();
        at.ask(COMPANIES, "Cartoleria San Felice", DURC, "DURC di febbraio", "Il DURC non esce.", receipt);
        at.answerNo("DURC di febbraio", "Manca una denuncia.");
        var page = at.book("martedì 9", "9:40", "Quale denuncia manca?");
        at.takeInCharge("9:40");
        at.accept("");
        steps.choose(carla, "Non risponde");
        steps.button(carla, "Salva il tentativo").click();
        assertThat(carla.locator(".log")).containsText("Non risponde");
        at.reached("Linea debole, meglio il telefono");
        at.agree("Telefono", "");
        assertThat(carla.locator("#errors")).containsText("Scrivi perché al telefono");
        assertThat(carla.locator("#venue-where input:checked")).hasValue("PHONE");
        at.look(carla, "reason");
        at.agree("Telefono", "La connessione dello studio è debole");
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Concordato");
        var invitation = at.mail(mail -> invites(mail) && mail.calendar().contains("DTSTART:20270309T084000Z"));
        assertThat(invitation.subject()).isEqualTo(Consulting.SUBJECT);
        assertThat(invitation.from()).isEqualTo(Consulting.MAILBOX);
        assertThat(invitation.text()).contains("+393200000004", "non viene registrato");
        dario.navigate(page);
        assertThat(dario.locator("main")).containsText("ti chiamiamo noi al +39 320 000 0004");
        at.look(dario, "agreed");

        demo.clock("2027-03-09T09:40:00+01:00");
        carla.reload();
        assertThat(carla.locator("#turn")).hasText("Adesso: comincia");
        assertThat(carla.locator(".turn a[href='tel:+393200000004']")).isVisible();
        at.look(carla, "start");
        steps.button(carla, "Comincia la consulenza").click();
        assertThat(carla.locator("#turn")).hasText("In corso");
        demo.clock("2027-03-09T09:55:00+01:00");
        carla.getByText("Serve un altro appuntamento").click();
        carla.getByLabel("Riepilogo").fill("Manca la denuncia di gennaio: la cercate e ne riparliamo.");
        var hour = carla.locator("#finish-hour label.opt").first();
        assertThat(hour).containsText("Mercoledì 10 marzo, ore 9:00");
        hour.click();
        at.look(carla, "second");
        steps.button(carla, "Prendi il nuovo appuntamento").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Nuovo appuntamento preso");
        assertThat(carla.locator("main")).containsText("dalle 9:40 alle 9:55");
        at.look(carla, "over");

        dario.navigate(page);
        assertThat(dario.locator("main")).containsText("Manca la denuncia di gennaio");
        at.look(dario, "second");
        dario.navigate(product.url("/studio"));
        assertThat(dario.locator("h1")).containsText("Mercoledì 10 marzo, ore 9:00");

        demo.clock("2027-03-10T09:05:00+01:00");
        carla.navigate(product.url("/office/queue?view=today"));
        carla.locator("tr")
                .filter(new Locator.FilterOptions().setHasText("9:00"))
                .locator("a.open")
                .click();
        at.look(carla, "again");
        if (steps.button(carla, "Prendi in carico").count() > 0)
            steps.button(carla, "Prendi in carico").click();
        carla.getByText("Non si è tenuta?").click();
        steps.choose(carla, "L'intermediario non c'era");
        at.look(carla, "missed");
        steps.button(carla, "Chiudi la consulenza").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Consulenza chiusa");
        dario.navigate(product.url("/studio"));
        assertThat(dario.locator("main")).containsText("Non ti abbiamo trovato");
        at.look(dario, "missed");
        dario.navigate(product.url("/questions?text=DURC+di+febbraio"));
        at.link(dario, "DURC di febbraio").click();
        assertThat(at.link(dario, "Prenota un appuntamento")).isVisible();
    }

    /// Rule G10: from the queue to the case accepted without a mouse.
    @Test
    void theOfficialNeedsNoMouse() {
        demo.clock("2027-03-22T10:00:00+01:00");
        var plain = PlainConsulting.at(product::url);
        plain.book(plain.lit(plain.position("Panificio Portici"), "Solo tastiera"), "2027-03-23T08:00:00Z");
        try (var carlas = Browser.open()) {
            var carla = carlas.window(1280, 900);
            new Steps(product::url).logIn(carla, "Carla");
            carla.navigate(product.url("/office/queue?q=Dario"));
            var keys = carla.keyboard();
            keys.press("j");
            assertThat(carla.locator("#queue a.open").first()).isFocused();
            keys.press("c");
            told(carla, "Hai preso in carico Dario Intermediario");
            keys.press("j");
            keys.press("Enter");
            assertThat(carla.locator("#turn")).hasText("Adesso: valuta il caso");
            carla.waitForLoadState();
            tabTo(carla, "Messaggio per Dario Intermediario");
            keys.type("Ne parliamo domani.");
            tabTo(carla, "Accetta il caso");
            keys.press("Enter");
            told(carla, "Caso accettato");
            tabTo(carla, "Microsoft Teams");
            keys.press("ArrowDown");
            tabTo(carla, "Motivo");
            keys.type("Linea debole");
            keys.press("Enter");
            assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Concordato");
            assertThat(carla.locator("main")).containsText("Linea debole");
        }
    }

    /// And the page is whole: a key pressed before its script is there would be lost.
    private static void told(Page page, String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
        page.waitForLoadState();
    }

    /// One tab after the other, until what has the focus is called so.
    private static void tabTo(Page page, String name) {
        for (int tabs = 0; tabs < 80; tabs++) {
            page.keyboard().press("Tab");
            var on = (String) page.evaluate("""
                    () => {
                      const here = document.activeElement
                      return here.labels?.[0]?.textContent ?? here.textContent ?? ''
                    }""");
            if (on.strip().startsWith(name)) return;
        }
        throw new AssertionError("No tab leads to " + name);
    }

    /// Rules C9 to C11: from one browser to the other, one of them without a camera.
    @Test
    void inTheOwnRoom() {
        walked("room", Browser.with(GREEN), Browser.with(RED), this::inTheOwnRoom);
    }

    private void inTheOwnRoom(Consulting at) {
        var steps = at.steps();
        var dario = at.dario;
        var carla = at.carla;
        dario.context().addInitScript("""
                const all = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
                navigator.mediaDevices.getUserMedia = async wanted => {
                  if (wanted.video) throw new DOMException('no camera here', 'NotFoundError')
                  return all(wanted)
                }
                """);
        demo.clock("2027-03-15T10:00:00+01:00");
        at.logIn();
        at.ask(
                "Cassetto artigiani e commercianti",
                "Bar Piazzetta",
                "traders.contributions.fixed",
                "Rate del bar",
                "La titolare ha pagato due volte.",
                receipt);
        at.answerNo("Rate del bar", "Il doppio pagamento non risulta.");
        var page = at.book("martedì 16", "9:20", "Ho le due ricevute.");
        at.takeInCharge("9:20");
        at.accept("Ne parliamo.");
        at.reached("Dal browser va bene");
        at.agree("La nostra stanza", "");
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Concordato");
        var invitation = at.mail(mail -> invites(mail) && mail.calendar().contains("DTSTART:20270316T082000Z"));
        assertThat(invitation.subject()).isEqualTo(Consulting.SUBJECT);
        assertThat(invitation.from()).isEqualTo(Consulting.MAILBOX);
        assertThat(invitation.text()).contains(page, "non viene registrato");

        demo.clock("2027-03-16T09:10:00+01:00");
        dario.navigate(page);
        at.look(dario, "day");
        at.link(dario, "Entra nella stanza").click();
        assertThat(dario.getByText("Questo colloquio non è registrato").first()).isVisible();
        at.look(dario, "door");
        steps.button(dario, "Entra").click();
        assertThat(dario.locator("h1")).hasText("Sei in sala d'attesa");
        at.look(dario, "wait");
        carla.reload();
        at.look(carla, "ready");
        steps.button(carla, "Apri la stanza").click();
        assertThat(carla.getByText("Questo colloquio non è registrato").first()).isVisible();
        steps.button(carla, "Fai entrare").click();
        Senses.sees(dario, RED);
        Senses.hears(dario);
        Senses.hears(carla);
        assertThat(carla.locator(".tile:not(.is-me) .initials")).hasText("DI");
        assertThat(carla.locator("#recording")).isHidden();
        at.look(dario, "talk");
        at.look(carla, "talk");
        write(dario, carla, "Ho qui le ricevute");
        assertThat(dario.getByText("i file non passano da qui").first()).isVisible();
        write(carla, dario, "Le mandi dalla pratica");
        at.look(dario, "text");
        dario.keyboard().press("Escape");
        carla.keyboard().press("Escape");

        var file = carla.waitForPopup(() -> at.link(carla, "Apri la pratica").click());
        assertThat(file.locator("#turn")).hasText("In corso");
        demo.clock("2027-03-16T09:35:00+01:00");
        file.getByLabel("Riepilogo").fill("Il doppio versamento sarà compensato sulla rata di agosto.");
        steps.button(file, "Chiudi la consulenza").click();
        assertThat(file.getByRole(AriaRole.STATUS)).containsText("Consulenza chiusa");
        assertThat(dario.locator("h1")).not().containsText("sala");
        at.link(dario, "Vai all'appuntamento").click();
        assertThat(dario.locator("main")).containsText("sarà compensato sulla rata di agosto");
        at.look(dario, "outcome");
        assertThat(product.bean(JdbcClient.class)
                        .sql("select count(*) from meeting.recording")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /// Letter by letter, as it is written.
    private static void write(Page from, Page to, String text) {
        from.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Scrivi"))
                .click();
        from.locator("#write").fill(text);
        assertThat(to.locator("#saying")).containsText(text);
        from.locator("#write").press("Enter");
        assertThat(to.locator("#said")).containsText(text);
    }

    static boolean invites(Demo.Mail mail) {
        return mail.calendar().contains("METHOD:REQUEST");
    }

    static String link(Demo.Mail invitation) {
        var found = java.util.regex.Pattern.compile("\\S+/demo/teams/\\S+").matcher(invitation.text());
        return found.find() ? found.group() : "";
    }

    private interface Walk {
        void go(Consulting at);
    }

    private static void walked(String name, Browser darios, Browser carlas, Walk walk) {
        try (darios;
                carlas) {
            var at = new Consulting(product::url, name, darios.window(360, 780), carlas.window(1280, 900));
            try {
                walk.go(at);
            } catch (Throwable stopped) {
                at.stopped();
                throw stopped;
            }
        }
    }
}
