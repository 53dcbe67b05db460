package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What each person of the cast does at a page, by the names they read there.
public final class Steps {

    public static final String BRUNO_MOBILE = "+393331234567";
    public static final String ANNA_MOBILE = "+393337654321";

    private final UnaryOperator<String> url;

    /// @param url a path's full address
    public Steps(UnaryOperator<String> url) {
        this.url = url;
    }

    public void logIn(Page page, String name) {
        page.navigate(url.apply("/login"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Entra con SPID"))
                .click();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(page.locator("h1")).isVisible();
    }

    /// And is led where they were going, in whatever language they read.
    ///
    /// @param login as the demonstration knows them
    public void logIn(Page page, String login, String next) {
        page.navigate(url.apply("/login/spid?next=" + next));
        page.locator("input[name=level][value=spid2]").check();
        page.locator("button[name=login][value=" + login + "]").click();
        page.waitForURL(where -> where.startsWith(url.apply("/")));
    }

    /// Who works for the body and has own affairs too says so.
    public void actAs(Page page, String capacity) {
        page.navigate(url.apply("/capacity"));
        var choice = page.locator("label.opt")
                .filter(new Locator.FilterOptions().setHasText(capacity))
                .first();
        choice.click();
        button(page, "Continua").click();
    }

    public void book(Page page, String day, String hour) {
        page.navigate(url.apply("/home"));
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Prenota"))
                .click();
        button(page, "Prenota: Deleghe dell'Identità Digitale in Web Meeting").click();
        choose(page, day);
        button(page, "Mostra gli orari del giorno").click();
        choose(page, hour);
        button(page, "Continua").click();
        fillDelegator(page);
        button(page, "Continua").click();
        page.getByLabel("Il tuo cellulare").fill("333 1234567");
        button(page, "Continua").click();
        button(page, "Conferma").click();
    }

    /// By who reads German, on their own telephone.
    void bookInGerman(Page page, String day, String hour, String mobile, String email) {
        page.navigate(url.apply("/book"));
        button(page, "Termin buchen: ").click();
        choose(page, day);
        button(page, "Uhrzeiten dieses Tages zeigen").click();
        choose(page, hour);
        button(page, "Weiter").click();
        page.getByLabel("Vorname").fill("Anna");
        page.getByLabel("Nachname").fill("Delegante");
        fillCodeAndBirth(page);
        choose(page, "Sie kann das Formular unterschreiben");
        check(page, "nicht zu einem Sitz gehen kann");
        check(page, "keine digitale Identität hat");
        button(page, "Weiter").click();
        page.getByLabel("Ihre Handynummer").fill(mobile);
        page.getByLabel("Ihre E-Mail").fill(email);
        button(page, "Weiter").click();
        button(page, "Bestätigen").click();
    }

    void heading(Page page, String text) {
        page.locator("h1", new Page.LocatorOptions().setHasText(text)).waitFor();
    }

    public void fillDelegator(Page page) {
        page.getByLabel("Nome", new Page.GetByLabelOptions().setExact(true)).fill("Anna");
        page.getByLabel("Cognome", new Page.GetByLabelOptions().setExact(true)).fill("Delegante");
        fillCodeAndBirth(page);
        page.locator("#delegator-mobile").fill("333 7654321");
        choose(page, "Può firmare il modulo");
        check(page, "non può andare in una sede");
        check(page, "non ha un'identità digitale");
    }

    /// In whatever language the page is.
    void fillCodeAndBirth(Page page) {
        page.locator("#delegator-tax_code").fill(TaxCodes.ANNA);
        page.locator("#born-day").fill("2");
        page.locator("#born-month").fill("3");
        page.locator("#born-year").fill("1941");
    }

    /// Types the code and accepts the recording notice for everybody on this device.
    public void enter(Page page, String code) {
        page.getByLabel("Codice", new Page.GetByLabelOptions().setExact(true)).fill(code);
        button(page, "Entra nella stanza").click();
    }

    public void accept(Page page) {
        button(page, "Accetto, continua").click();
    }

    public Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(named(name)))
                .first();
    }

    /// A name whose last part only a screen reader hears may have a blank before its colon.
    static Pattern named(String name) {
        return Pattern.compile("^" + name.replace(": ", "\\s*:\\s*"));
    }

    public void choose(Page page, String label) {
        page.locator("label.opt")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first()
                .click();
    }

    private void check(Page page, String label) {
        page.locator("label.opt")
                .filter(new Locator.FilterOptions().setHasText(label))
                .locator("input")
                .check();
    }

    public static List<String> script() {
        return List.of(
                "officer-identity",
                "date-time",
                "subjects-identity",
                "recording-acknowledged",
                "will",
                "sms-shown",
                "documents",
                "health-card",
                "unpredictable-action",
                "alone",
                "summary");
    }
}
