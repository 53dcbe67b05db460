package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.offices.Services;
import sportello.platform.MovableClock;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Choosing an office of the nation, the first free hour of all, and a need, in a real browser without JavaScript.
class NationPagesTest {

    private static final Instant MONDAY_BEFORE = Instant.parse("2027-02-22T09:00:00Z");
    private static final String SERVICE = "/book/" + Services.DELEGATION;
    private static final Path PICTURES = Path.of("target/pages");

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.with(Map.of("sportello.media.janus", "off", "sportello.offices.nation", "true"));
        product.bean(MovableClock.class).moveTo(MONDAY_BEFORE);
    }

    @AfterAll
    static void stop() {
        if (product != null) product.close();
    }

    @ParameterizedTest
    @CsvSource({"it,bruno", "en,fabio"})
    void aPersonFindsAnHourAnywhereAndWithANeed(String language, String login) {
        try (var browser = Browser.open();
                var context = browser.context(1280, 900, language.equals("it") ? "it-IT" : "en-GB")) {
            context.addCookies(List.of(new Cookie("language", language).setUrl(product.url("/"))));
            new Walk(context.newPage(), language).whole(login);
        }
    }

    private record Walk(Page page, String language) {

        void whole(String login) {
            page.navigate(product.url("/login/spid?next=" + SERVICE.replace("/", "%2F") + "%2Fhour"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=" + login + "]").click();
            page.waitForURL("**/hour");
            assertThat(page.locator(".where").innerText()).contains("Direzione provinciale di Bologna");
            look("nation-hour");
            page.locator(".where a").first().click();
            look("nation-place");
            search("nowhere at all");
            look("nation-place-none");
            search("modena");
            assertThat(page.locator(".places li").innerText()).contains("Direzione provinciale di Modena");
            look("nation-place-found");
            page.locator(".places button").first().click();
            page.waitForURL("**/hour");
            assertThat(page.locator(".where").innerText()).contains("Modena");
            need();
            whoNeedsIt();
            anywhere();
        }

        private void need() {
            page.locator(".where a").last().click();
            page.locator("select[name=language]").selectOption("sl");
            page.locator("#needs button").click();
            page.waitForURL("**/hour");
            look("nation-hour-nobody-fits");
            assertThat(page.locator("main").innerText())
                    .as("tomorrow morning nobody will fit either")
                    .doesNotContain(
                            language.equals("it")
                                    ? "In questo momento non ci sono posti liberi"
                                    : "There are no free places");
            assertThat(page.locator("input[name=hour]").count()).isZero();
        }

        /// An office that is there is not said to be misspelt.
        private void whoNeedsIt() {
            page.locator(".where a").first().click();
            search("modena");
            assertThat(page.locator("#found").innerText())
                    .contains(language.equals("it") ? "nessun suo sportello è adatto" : "none of its counters fits");
            look("nation-place-unfit");
        }

        private void anywhere() {
            page.locator("button[value=anywhere]").click();
            page.waitForURL("**/hour");
            look("nation-hour-anywhere");
            page.locator("input[name=hour]").first().check();
            page.locator("main .btn-primary").first().click();
            page.waitForURL("**/delegator");
            assertThat(product.bean(JdbcClient.class)
                            .sql("""
                                    select office.province
                                      from agenda.held_slot
                                      join offices.counter on counter.id = held_slot.counter
                                      join offices.office on office.id = counter.office
                                     where held_slot.held_until > :now and 'sl' = any (counter.serves)
                                    """)
                            .param("now", java.sql.Timestamp.from(MONDAY_BEFORE))
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .isSubsetOf("TS", "GO", "UD");
        }

        private void search(String typed) {
            page.locator("#q").fill(typed);
            page.locator("form[role=search] button").click();
        }

        private void look(String name) {
            page.waitForLoadState();
            for (int width : new int[] {360, 1280}) {
                page.setViewportSize(width, 800);
                var where = name + " " + language + " " + width;
                if (System.getenv("SPORTELLO_PICTURES") != null)
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve(name + "-" + language + "-" + width + ".png")));
                Barriers.none(page, where);
            }
        }
    }
}
