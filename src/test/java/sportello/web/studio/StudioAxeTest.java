package sportello.web.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Walks a studio's pages in a real browser, in both languages, and looks at each on a telephone and on a desk: no
/// barrier (axe), nothing wider than the screen, one heading.
class StudioAxeTest {

    private static final Path PICTURES = Path.of("target/pages");

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

    @ParameterizedTest
    @ValueSource(strings = {"it", "en"})
    void everyPageOfAStudioIsForEverybody(String language) {
        try (var context = browser.context(1280, 900, language.equals("it") ? "it-IT" : "en-GB")) {
            context.addCookies(List.of(new Cookie("language", language).setUrl(product.url("/"))));
            new Walk(context.newPage(), language).whole();
        }
    }

    private record Walk(Page page, String language) {

        void whole() {
            page.navigate(product.url("/login/spid?next=%2Fcapacity"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=dario]").click();
            page.locator("input[name=capacity][value^='studio:']").check();
            main();
            page.waitForURL("**/studio");
            look("studio");
            go("/cassetti", "studio-cassetti");
            page.locator("main h2 a").first().click();
            look("studio-cassetto");
            go("/cassetti/companies?text=nessuna", "studio-cassetto-nothing");
            go("/cassetti/companies", "studio-cassetto-again");
            page.locator("main ul.lines a").first().click();
            look("studio-position");
            asking();
            go("/questions", "studio-questions");
            go("/questions?state=rejected&text=zzz", "studio-questions-nothing");
            booking();
        }

        private void asking() {
            page.locator("a[href^='/questions/new']").click();
            look("studio-ask");
            fill("subject", "Denuncia di gennaio");
            main();
            assertThat(page.locator(".sum li").count()).isEqualTo(2);
            assertThat(page.locator("[name=subject]").inputValue()).isEqualTo("Denuncia di gennaio");
            look("studio-ask-wrong");
            page.locator("select[name=topic]").selectOption("companies.contributions.returns");
            fill("text", "La denuncia di gennaio risulta incompleta, ma l'abbiamo mandata due volte.");
            main();
            page.waitForURL(Pattern.compile(".*/questions/[0-9a-f-]+\\?asked"));
            look("studio-question");
        }

        private void booking() {
            page.navigate(product.url("/questions?state=answered"));
            for (var href : page.locator("main ul.lines a")
                    .evaluateAll("all => all.map(one => one.getAttribute('href')).join()")
                    .toString()
                    .split(",")) {
                page.navigate(product.url(href));
                if (page.locator("#appointment a.btn-primary").count() > 0) break;
            }
            look("studio-question-lit");
            page.locator("#appointment a.btn-primary").click();
            look("studio-point");
            main();
            look("studio-hour");
            page.locator("input[name=hour]").first().check();
            main();
            look("studio-details");
            fill("contact.mobile", "12");
            main();
            look("studio-details-wrong");
            fill("contact.mobile", "333 000 3333");
            fill("note", "L'importo della nota di rettifica non torna con i nostri conti.");
            page.locator("button[name=extend]").click();
            assertThat(page.locator("[name='contact.mobile']").inputValue()).isEqualTo("333 000 3333");
            main();
            assertThat(page.url()).endsWith("/summary");
            page.locator("[data-seconds]:not(:empty)").waitFor();
            look("studio-summary");
            main();
            page.waitForURL(Pattern.compile(".*/appointments/.*booked"));
            look("studio-appointment");
            var appointment = page.url().replaceFirst("\\?.*", "");
            page.navigate(appointment + "/move");
            look("studio-move");
            page.navigate(appointment + "/cancellation");
            look("studio-cancellation");
            go("/studio", "studio-booked");
            page.navigate(appointment);
            page.locator("details.fold summary").first().click();
            look("studio-papers");
            page.locator("form[action$='/papers'] button").first().click();
            look("studio-papers-wrong");
            page.navigate(appointment);
            page.locator("main .btn-outline-danger").click();
            page.waitForURL("**?cancelled");
            look("studio-cancelled");
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
            for (int width : new int[] {360, 1280}) {
                page.setViewportSize(width, 800);
                var where = name + " " + language + " " + width;
                if (System.getenv("SPORTELLO_PICTURES") != null)
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve(name + "-" + language + "-" + width + ".png")));
                assertThat(page.locator("h1").count())
                        .as("one heading: " + where)
                        .isEqualTo(1);
                Barriers.none(page, where);
            }
        }
    }
}
