package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.MovableClock;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;
import tools.jackson.databind.json.JsonMapper;

/// The pages as an app on a telephone 360 pixels wide, held in one hand: installed, without a network, after logging
/// out;
/// and from *Prenota* into the room with a thumb.
class AppOnATelephoneTest {

    private static final Instant MONDAY_BEFORE = Instant.parse("2027-02-22T09:00:00Z");
    private static final Path PICTURES = Path.of("target/pages");

    /// What a thumb has to hit: smaller than 44 pixels, but for links inside a sentence.
    private static final String TOO_SMALL = """
            () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
              .map(one => one.matches('[type=radio], [type=checkbox]') ? one.closest('label') ?? one : one)
              .filter(one => one.getClientRects().length && !one.closest('.visually-hidden, .skip, .demo'))
              .filter(one => !(getComputedStyle(one).display === 'inline'
                  && one.parentElement.innerText.trim().length > one.innerText.trim().length + 2))
              .filter(one => { const box = one.getBoundingClientRect(); return box.height < 43.5 || box.width < 43.5 })
              .map(one => Math.round(one.getBoundingClientRect().width) + 'x'
                  + Math.round(one.getBoundingClientRect().height) + ' ' + one.outerHTML.slice(0, 120))
            """;

    private static final String KEPT = """
            async () => {
              const all = []
              for (const name of await caches.keys()) {
                const cache = await caches.open(name)
                for (const request of await cache.keys())
                  all.push({ address: new URL(request.url).pathname, text: await (await cache.match(request)).text() })
              }
              return all
            }
            """;

    private static RunningProduct product;

    private final List<String> awkward = new ArrayList<>();

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
        product.bean(MovableClock.class).moveTo(MONDAY_BEFORE);
    }

    @AfterAll
    static void stop() {
        if (product != null) product.close();
    }

    @Test
    void hasANameAndIconsOfItsOwn() throws IOException {
        try (var browser = Browser.open();
                var context = telephone(browser)) {
            var answer = context.request()
                    .get(
                            product.url("/manifest.webmanifest"),
                            RequestOptions.create().setHeader("Accept-Language", "de"));
            assertThat(answer.headers().get("content-type")).startsWith("application/manifest+json");
            var manifest = JsonMapper.shared().readTree(answer.text());
            assertThat(manifest.path("short_name").asString()).isEqualTo("Sportello");
            assertThat(manifest.path("lang").asString()).isEqualTo("de");
            assertThat(manifest.path("display").asString()).isEqualTo("standalone");
            assertThat(manifest.path("icons")
                            .valueStream()
                            .map(icon -> icon.path("purpose").asString()))
                    .contains("any", "maskable");
            for (var icon : manifest.path("icons")) {
                var picture = ImageIO.read(new ByteArrayInputStream(context.request()
                        .get(product.url(icon.path("src").asString()))
                        .body()));
                assertThat(picture.getWidth() + "x" + picture.getHeight())
                        .isEqualTo(icon.path("sizes").asString());
            }
        }
    }

    @Test
    void withoutANetworkItSaysSoAndAfterLoggingOutItKeepsNothingOfAnybody() {
        try (var browser = Browser.open();
                var context = telephone(browser)) {
            var page = context.newPage();
            logIn(page, "bruno");
            page.evaluate("navigator.serviceWorker.ready.then(() => true)");
            for (var address : List.of("/home", "/notices", "/contacts", "/delegations"))
                page.navigate(product.url(address));
            assertThat(page.content()).contains("Bruno");

            context.setOffline(true);
            page.navigate(product.url("/notices"));
            assertThat(page.locator("h1").innerText()).isEqualTo("Non c'è rete");
            assertThat(page.content()).doesNotContain("Bruno");
            assertThat(page.evaluate("getComputedStyle(document.querySelector('.btn-primary')).backgroundColor"))
                    .as("what it looks like is kept too")
                    .isEqualTo("rgb(0, 102, 204)");
            narrow(page, "offline");
            assertThat(awkward).isEmpty();
            assertThat(Barriers.found(page)).isEmpty();

            context.setOffline(false);
            page.navigate(product.url("/home"));
            page.locator(".who button").click();
            page.waitForURL("**/?out");
            @SuppressWarnings("unchecked")
            var kept = (List<Map<String, String>>) page.evaluate(KEPT);
            assertThat(kept)
                    .extracting(one -> one.get("address"))
                    .contains("/offline/it", "/offline/de", "/offline/en");
            assertThat(kept).allSatisfy(one -> {
                assertThat(one.get("address")).matches("/(static/.*|offline/[a-z]{2})");
                assertThat(one.get("text")).doesNotContain("Bruno", "Delegato", "DLGBRN", "csrf");
            });
        }
    }

    @Test
    void fromBookingIntoTheRoomWithAThumb() {
        try (var browser = Browser.open();
                var context = telephone(browser)) {
            var page = context.newPage();
            page.navigate(product.url("/"));
            narrow(page, "start");
            logIn(page, "elena");
            narrow(page, "home-empty");
            page.locator("main .btn-primary").first().click();
            narrow(page, "book");
            next(page);
            narrow(page, "book-hour");
            page.locator("input[name=hour]").first().check();
            next(page);
            narrow(page, "book-delegator");
            fill(page, "delegator.given_name", "Anna");
            fill(page, "delegator.family_name", "Delegante");
            fill(page, "delegator.tax_code", "DLGNNA41C42A944U");
            fill(page, "delegator.born_day", "2");
            fill(page, "delegator.born_month", "3");
            fill(page, "delegator.born_year", "1941");
            page.locator("input[name='declares.cannot_come']").check();
            page.locator("input[name='declares.no_identity']").check();
            page.locator("input[name=situation][value=signs]").check();
            next(page);
            narrow(page, "book-contacts");
            fill(page, "contact.mobile", "333 000 2222");
            next(page);
            narrow(page, "book-summary");
            next(page);
            page.waitForURL("**/receipt");
            narrow(page, "receipt");
            page.navigate(product.url("/home"));
            narrow(page, "home-booked");
            page.navigate(product.url("/notices"));
            narrow(page, "notices");
            page.navigate(product.url("/home"));
            var startsAt = Instant.from(java.time.OffsetDateTime.parse(
                    page.locator(".hero time").first().getAttribute("datetime")));
            product.bean(MovableClock.class).moveTo(startsAt.minusSeconds(20 * 60));
            page.navigate(product.url("/notices"));
            page.locator("main ul a").first().click();
            narrow(page, "notice-today");
            assertThat(page.locator("main a[href^='/rooms/']").isVisible())
                    .as("the way in is on the notice too")
                    .isTrue();
            page.navigate(product.url("/home"));
            narrow(page, "home-today");
            var enter = page.locator("main a[href^='/rooms/']");
            assertThat(enter.boundingBox().y + enter.boundingBox().height)
                    .as("the way in is on the first screen")
                    .isLessThan(740);
            enter.click();
            narrow(page, "code");
            assertThat(awkward).isEmpty();
            product.bean(MovableClock.class).moveTo(MONDAY_BEFORE);
        }
    }

    private static BrowserContext telephone(Browser browser) {
        return browser.context(360, 740, "it-IT");
    }

    private static void logIn(Page page, String login) {
        page.navigate(product.url("/login/spid?next=%2Fhome"));
        page.locator("input[name=level][value=spid2]").check();
        page.locator("button[name=login][value=" + login + "]").click();
        page.waitForURL("**/home");
    }

    private static void next(Page page) {
        page.locator("main .btn-primary").first().click();
    }

    private static void fill(Page page, String field, String value) {
        page.locator("[name='" + field + "']").fill(value);
    }

    private void narrow(Page page, String name) {
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        if (System.getenv("SPORTELLO_PICTURES") != null)
            page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("thumb-" + name + ".png")));
        boolean fits =
                (Boolean) page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
        if (!fits) awkward.add(name + ": wider than the screen");
        ((List<?>) page.evaluate(TOO_SMALL)).forEach(one -> awkward.add(name + ": too small for a thumb: " + one));
        var main = page.locator("main .btn-primary").first();
        if (main.count() > 0 && main.boundingBox().width < 270)
            awkward.add(name + ": the main button is not as wide as the page");
    }
}
