package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Instant;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.agenda.Agenda;
import sportello.identity.PersonId;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Walks a person's pages in a real browser, in every language, and looks at each on a telephone and on
/// a desk: no barrier (axe), nothing wider than the screen, one heading, a way past the head.
class PagesAxeTest {

    private static final Instant MONDAY_BEFORE = Instant.parse("2027-02-22T09:00:00Z");
    private static final String SERVICE = "/book/" + Services.DELEGATION;
    private static final Path PICTURES = Path.of("target/pages");

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        var offices = product.bean(Offices.class);
        if (offices.countersFor(Services.DELEGATION).isEmpty()) {
            var office = offices.open(new Office(
                    UUID.randomUUID(),
                    "Direzione provinciale di Bologna",
                    OfficeKind.DIREZIONE_PROVINCIALE,
                    "Bologna",
                    "BO",
                    MonthDay.of(10, 4),
                    false));
            offices.openCounter(office.id(), Services.DELEGATION, 2);
        }
    }

    @AfterAll
    static void stop() {
        if (product != null) product.close();
    }

    @ParameterizedTest
    @CsvSource({"it,bruno,Conferma", "en,dario,Confirm", "de,elena,Bestätigen"})
    void everyPageOfAPersonIsForEverybody(String language, String login, String confirm) {
        product.bean(MovableClock.class).moveTo(MONDAY_BEFORE);
        try (var browser = Browser.open();
                var context = browser.context(
                        1280,
                        900,
                        Map.of("it", "it-IT", "en", "en-GB", "de", "de-IT").get(language))) {
            context.addCookies(List.of(new Cookie("language", language).setUrl(product.url("/"))));
            new Walk(context.newPage(), language).whole(login, confirm);
        }
    }

    /// Pictures leave empty `style` attributes behind: Playwright hides the caret.
    private record Walk(Page page, String language) {

        void whole(String login, String confirm) {
            publicPages();
            tooLowALevel(login);
            logIn(login);
            emptyStates();
            contacts();
            booking(confirm);
            appointment();
            waiting();
            theDay();
            page.locator(".who button").click();
            look("logged-out");
        }

        private void publicPages() {
            go("/", "start");
            go("/login?next=%2Fnotices", "login");
            go("/login?failed=given-up", "login-failed");
            go("/help/accessibility", "accessibility");
            go("/help/privacy", "privacy");
            go("/help/counter", "counter");
            page.navigate(product.url("/no-such-page"));
            look("not-found");
        }

        private void tooLowALevel(String login) {
            page.navigate(product.url("/login/spid"));
            page.locator("input[name=level][value=spid1]").check();
            page.locator("button[name=login][value=" + login + "]").click();
            assertThat(page.url()).endsWith("/login/refused");
            look("login-refused");
        }

        private void logIn(String login) {
            page.navigate(product.url("/login/spid?next=%2Fhome"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=" + login + "]").click();
            page.waitForURL("**/home");
            look("home-empty");
        }

        private void emptyStates() {
            go("/notices", "notices-empty");
            go("/delegations", "delegations-empty");
            go("/capacity", "capacity");
            go("/capacity?ended", "capacity-ended");
            go("/apps", "apps");
            go(
                    "/oauth2/authorize?client_id=app-dimostrativa&response_type=code&code_challenge_method=S256"
                            + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A49152%2Fentrato&code_challenge=" + "c".repeat(43),
                    "consent");
        }

        private void contacts() {
            go("/contacts", "contacts");
            page.locator("main a[href='/contacts/mobile']").click();
            fill("contact", "051 123456");
            main();
            look("contact-landline");
            fill("contact", "333 000 %04d".formatted(ThreadLocalRandom.current().nextInt(10_000)));
            main();
            page.waitForURL("**/contacts/codes/*");
            look("contact-code");
            fill("code", "12");
            main();
            look("contact-code-wrong");
            go("/contacts", "contacts-awaited");
            main();
            page.locator("form[action$='/given-up'] button").click();
            page.waitForURL("**/contacts");
        }

        private void booking(String confirm) {
            go("/book", "book");
            main();
            assertThat(page.url()).endsWith(SERVICE + "/hour");
            look("book-hour");
            main();
            look("book-hour-wrong");
            page.locator("input[name=hour]").first().check();
            main();
            look("book-delegator");
            main();
            assertThat(page.locator(".sum li")).isNotNull();
            assertThat(page.locator(".sum li").count()).isGreaterThanOrEqualTo(7);
            look("book-delegator-wrong");
            fill("delegator.given_name", "Anna");
            fill("delegator.family_name", "Delegante");
            fill("delegator.tax_code", "DLGNNA41C42A944");
            fill("delegator.born_day", "2");
            fill("delegator.born_month", "3");
            fill("delegator.born_year", "1941");
            page.locator("input[name='declares.cannot_come']").check();
            page.locator("input[name='declares.no_identity']").check();
            page.locator("input[name=situation][value=guardian]").check();
            page.locator("button[name=extend]").click();
            assertThat(page.locator("input[name='delegator.given_name']").inputValue())
                    .as("what was typed survives asking for more time")
                    .isEqualTo("Anna");
            look("book-delegator-more-time");
            main();
            look("book-guardian");
            page.navigate(product.url(SERVICE + "/delegator"));
            page.locator("input[name=situation][value=signs]").check();
            main();
            assertThat(page.locator(".err").innerText()).contains("15");
            fill("delegator.tax_code", "DLGNNA41C42A944U");
            fill("delegator.mobile", "333 000 1111");
            main();
            assertThat(page.url()).endsWith("/contacts");
            look("book-contacts");
            fill("contact.mobile", "12");
            main();
            look("book-contacts-wrong");
            fill("contact.mobile", "333 000 2222");
            main();
            assertThat(page.url()).endsWith("/summary");
            look("book-summary");
            page.getByRole(
                            AriaRole.BUTTON,
                            new GetByRoleOptions().setName(confirm).setExact(true))
                    .click();
            page.waitForURL(Pattern.compile(".*/receipt"));
            look("receipt");
        }

        private void appointment() {
            var appointment = page.url().replaceFirst("/receipt$", "");
            page.navigate(appointment);
            look("appointment");
            page.navigate(appointment + "/code");
            look("code");
            main();
            look("code-sent");
            page.navigate(appointment + "/move");
            look("move");
            page.locator("input[name=hour]").last().check();
            main();
            assertThat(page.url()).endsWith("?moved");
            look("moved");
            page.navigate(appointment + "/cancellation");
            look("cancellation");
            go("/home", "home-booked");
            go("/notices", "notices");
            page.locator("main ul a").first().click();
            look("notice");
        }

        /// Every earlier hour is taken, an earlier one is asked for, and one that is given back is offered.
        private void waiting() {
            page.navigate(product.url("/home"));
            page.locator(".hero a[href^='/appointments/']").last().click();
            var appointment = page.url();
            page.locator("main a[href^='/waiting/new']").click();
            look("waiting-new");
            page.locator("input[name=until]").fill("2027-02-01");
            main();
            look("waiting-new-wrong");
            page.navigate(appointment);
            page.locator("main a[href^='/waiting/new']").click();
            main();
            look("waiting-free-now");
            var others = takeEveryEarlierHour();
            page.navigate(appointment);
            page.locator("main a[href^='/waiting/new']").click();
            main();
            page.waitForURL("**/waiting?joined");
            look("waiting-joined");
            others.getFirst().run();
            go("/waiting", "waiting-offered");
            page.locator("main a[href^='/waiting/offers/']").click();
            look("waiting-offer");
            page.locator("button[formaction$='/refusal']").click();
            page.waitForURL("**/waiting?declined");
            look("waiting-declined");
            page.goBack();
            page.reload();
            look("waiting-offer-over");
            go("/waiting", "waiting");
            page.locator("main button.btn-outline-danger").click();
            page.waitForURL("**/waiting?left");
            look("waiting-none");
            others.stream().skip(1).forEach(Runnable::run);
        }

        /// What gives each of them back, for the hours before the appointment.
        private List<Runnable> takeEveryEarlierHour() {
            var agenda = product.bean(Agenda.class);
            var clock = product.bean(ProductClock.class);
            var given = new ArrayList<Runnable>();
            for (var slot : agenda.nearest(Services.DELEGATION, clock.instant(), Integer.MAX_VALUE, clock.instant()))
                for (int desk = 0; desk < slot.free(); desk++)
                    if (agenda.hold(
                                    Services.DELEGATION,
                                    slot.startsAt(),
                                    new PersonId(UUID.randomUUID()),
                                    null,
                                    clock.instant())
                            instanceof Agenda.Holding.Held(var hold)) given.add(() -> agenda.release(hold.id()));
            return given;
        }

        private void theDay() {
            page.navigate(product.url("/home"));
            var startsAt = Instant.from(java.time.OffsetDateTime.parse(
                    page.locator(".hero time").first().getAttribute("datetime")));
            product.bean(MovableClock.class).moveTo(startsAt.minusSeconds(20 * 60));
            go("/home", "home-today");
            page.locator(".hero a[href^='/appointments/']").last().click();
            page.locator("main a[href$='/cancellation']").click();
            page.locator("button.btn-outline-danger").click();
            assertThat(page.url()).endsWith("?cancelled");
            look("cancelled");
            page.navigate(product.url("/book"));
            look("book-resume");
            product.bean(MovableClock.class).moveTo(MONDAY_BEFORE);
        }

        private void go(String address, String name) {
            page.navigate(product.url(address));
            look(name);
        }

        private void main() {
            page.locator("main .btn-primary").first().click();
        }

        private void fill(String field, String value) {
            page.locator("[name='" + field + "']").fill(value);
        }

        private void look(String name) {
            page.waitForLoadState();
            // What a language changes is the length of words, which tells on a telephone.
            for (int width : language.equals("it") ? new int[] {360, 1280} : new int[] {360}) {
                page.setViewportSize(width, 800);
                var where = name + " " + language + " " + width;
                if (System.getenv("SPORTELLO_PICTURES") != null)
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve(name + "-" + language + "-" + width + ".png")));
                assertThat(page.locator("html").getAttribute("lang")).as(where).isEqualTo(language);
                assertThat(page.locator("h1").count())
                        .as("one heading: " + where)
                        .isEqualTo(1);
                assertThat(page.locator("a.skip").count())
                        .as("skip link: " + where)
                        .isEqualTo(1);
                assertThat(page.locator("[style]:not([style=''])")
                                .evaluateAll("all => all.map(one => one.outerHTML.slice(0, 200)).join()"))
                        .as("style attributes: " + where)
                        .isEqualTo("");
                Barriers.none(page, where);
            }
        }
    }
}
