package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import sportello.testing.Barriers;

/// A consultancy at its pages: Dario at his, Carla at hers, by the names they read there. Every page that somebody sees
/// for the first time is looked at for barriers.
final class Consulting {

    static final String MAIL = "dario@example.org";
    static final String MAILBOX = "accertamento.bologna@inps.example";
    static final String SUBJECT = "Appuntamento INPS Direzione provinciale di Bologna";

    private static final Set<String> LOOKED_AT = ConcurrentHashMap.newKeySet();

    private final UnaryOperator<String> url;
    private final Steps steps;
    private final Demo demo;
    private final String walk;
    final Page dario;
    final Page carla;

    /// @param walk what its pictures are called
    Consulting(UnaryOperator<String> url, String walk, Page dario, Page carla) {
        this.url = url;
        this.steps = new Steps(url);
        this.demo = new Demo(url);
        this.walk = walk;
        this.dario = dario;
        this.carla = carla;
    }

    void logIn() {
        steps.logIn(dario, "Dario");
        steps.actAs(dario, "Studio Dario");
        assertThat(dario.locator("h1")).isVisible();
        steps.logIn(carla, "Carla");
    }

    /// From the studio's own page into the Cassetto, the position, the form.
    void ask(String cassetto, String position, String topic, String subject, String text, Path file) {
        dario.navigate(url.apply("/studio"));
        once(dario, "studio");
        link(dario, "Apri i Cassetti").click();
        once(dario, "cassetti");
        link(dario, cassetto).click();
        once(dario, "cassetto");
        link(dario, position).click();
        once(dario, "position");
        link(dario, "Fai un quesito").click();
        dario.getByLabel("Argomento").selectOption(topic);
        dario.getByLabel("Oggetto").fill(subject);
        dario.getByLabel("Che cosa vuoi sapere?").fill(text);
        dario.getByLabel("File 1").setInputFiles(file);
        once(dario, "ask");
        steps.button(dario, "Manda il quesito").click();
        assertThat(dario.locator("h1")).hasText(subject);
        assertThat(dario.getByRole(AriaRole.STATUS)).containsText("Quesito mandato");
        assertThat(dario.locator(".attached a")).containsText(file.getFileName().toString());
        assertThat(dario.locator("#appointment")).containsText("Potrai prenotare un appuntamento da");
        once(dario, "asked");
    }

    void answerNo(String subject, String text) {
        carla.navigate(url.apply("/office/questions"));
        once(carla, "questions");
        link(carla, subject).click();
        assertThat(carla.locator("h1")).containsText(subject);
        carla.getByLabel("La risposta").fill(text);
        steps.choose(carla, "Negativa");
        once(carla, "question");
        steps.button(carla, "Manda la risposta").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Risposta mandata");
    }

    /// @return the appointment's page
    String book(String day, String hour, String note) {
        dario.reload();
        assertThat(dario.locator("#appointment")).containsText("La risposta è stata negativa");
        once(dario, "lit");
        link(dario, "Prenota un appuntamento").click();
        assertThat(dario.locator("label.opt").first()).containsText("Sede competente");
        once(dario, "point");
        steps.choose(dario, "Direzione provinciale di Bologna");
        steps.button(dario, "Continua").click();
        steps.choose(dario, day);
        steps.button(dario, "Mostra gli orari del giorno").click();
        steps.choose(dario, hour);
        once(dario, "hour");
        steps.button(dario, "Continua").click();
        assertThat(dario.locator("[data-seconds]")).containsText("Ti restano");
        dario.locator("#note").fill(note);
        once(dario, "details");
        steps.button(dario, "Mi serve più tempo").click();
        assertThat(dario.getByText("Ti abbiamo dato più tempo")).isVisible();
        assertThat(dario.locator("#note")).hasValue(note);
        steps.button(dario, "Continua").click();
        assertThat(dario.getByText(note)).isVisible();
        once(dario, "summary");
        steps.button(dario, "Conferma").click();
        assertThat(dario.getByRole(AriaRole.STATUS)).containsText("Appuntamento confermato");
        once(dario, "booked");
        return dario.url().replaceAll("[?#].*", "");
    }

    /// From the queue, to the case.
    void takeInCharge(String hour) {
        carla.navigate(url.apply("/office/queue"));
        once(carla, "queue");
        steps.button(carla, "Prendi in carico: Dario Intermediario, " + hour).click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Hai preso in carico Dario Intermediario");
        carla.locator("tr")
                .filter(new Locator.FilterOptions().setHasText(hour))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Valuta"))
                .click();
        assertThat(carla.locator("h1")).containsText("Dario Intermediario");
        assertThat(carla.locator("#turn")).hasText("Adesso: valuta il caso");
        once(carla, "case");
    }

    void accept(String message) {
        carla.getByLabel("Messaggio per Dario Intermediario").first().fill(message);
        steps.button(carla, "Accetta il caso").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Caso accettato");
        once(carla, "accepted");
    }

    /// @param reason empty where none is needed
    void agree(String venue, String reason) {
        steps.choose(carla, venue);
        carla.locator("#venue-reason").fill(reason);
        steps.button(carla, "Conferma e manda l'invito").click();
    }

    void reached(String note) {
        steps.choose(carla, "Abbiamo parlato");
        carla.locator("#contact-note").fill(note);
        steps.button(carla, "Salva il tentativo").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Tentativo salvato");
        assertThat(carla.locator(".log")).containsText(note);
        once(carla, "called");
    }

    void finish(String summary, String note) {
        carla.getByLabel("Riepilogo").fill(summary);
        carla.getByLabel("Nota per la pratica").fill(note);
        once(carla, "ending");
        steps.button(carla, "Chiudi la consulenza").click();
        assertThat(carla.getByRole(AriaRole.STATUS)).containsText("Consulenza chiusa");
        assertThat(carla.locator("main")).containsText(note);
        once(carla, "over");
    }

    /// The newest mail to Dario that fits, waited for.
    Demo.Mail mail(Predicate<Demo.Mail> which) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> demo.mails(MAIL).stream().filter(which).findFirst().orElse(null), found -> found != null);
    }

    Steps steps() {
        return steps;
    }

    Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Steps.named(name)))
                .first();
    }

    /// No barrier, nothing wider than the screen, and a picture for whoever asked for them.
    void look(Page page, String what) {
        Barriers.none(page, walk + ", " + what);
        if ("1".equals(System.getenv("SPORTELLO_PICTURES")))
            picture(walk + "-" + what + "-" + page.viewportSize().width, page);
    }

    /// A page that every walk passes is looked at by the first.
    private void once(Page page, String what) {
        if (LOOKED_AT.add(what)) look(page, what);
    }

    void stopped() {
        picture(walk + "-stopped-dario", dario);
        picture(walk + "-stopped-carla", carla);
    }

    private static void picture(String name, Page page) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "journey", name + ".png")));
    }
}
