package sportello.web.office.texts;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Elena changes a text by keyboard in a real browser; each page on a telephone and a desk: no barrier (axe), nothing
/// wider than the screen, one heading.
class TextsAxeTest {

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

    @Test
    void everyPageOfTheTextsIsForEverybody() {
        try (var context = browser.context(1280, 900, "it-IT")) {
            var page = context.newPage();
            page.navigate(product.url("/login/spid?next=%2Foffice%2Ftexts"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=elena]").click();
            if (page.url().contains("/capacity"))
                page.locator("main button").last().click();
            page.navigate(product.url("/office/texts?service=delegation-web-meeting"));
            look(page, "texts");
            page.locator("main a[href$='/booked.delegate/sms/it']").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/booked.delegate/sms/it");
            look(page, "text");
            page.locator("#body").fill("Ci vediamo {day} alle {hour}. Il collegamento è {where}.");
            page.locator("button[value=save]").focus();
            page.keyboard().press("Enter");
            page.locator("#errors").waitFor();
            look(page, "text-wrong");
            page.locator("#body").fill("Ci vediamo {day} alle {hour}. Codice {code}. Il collegamento è {where}.");
            page.locator("button[value=preview]").focus();
            page.keyboard().press("Enter");
            page.locator(".arrived").waitFor();
            page.locator("button[value=save]").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**?done");
            look(page, "text-saved");
            page.locator("button[value=shipped]").focus();
            page.keyboard().press("Enter");
            page.locator("main .chip", new Page.LocatorOptions().setHasText("Testo fornito"))
                    .waitFor();
            page.navigate(product.url("/office/texts/consultancy-companies/reminder-before.booker/mail/it"));
            look(page, "text-mail");
        }
    }

    private static void look(Page page, String name) {
        for (int width : List.of(360, 1280)) {
            page.setViewportSize(width, width == 360 ? 740 : 900);
            if (System.getenv("SPORTELLO_PICTURES") != null)
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + "-" + width + ".png"))
                        .setFullPage(true));
            assertThat(new AxeBuilder(page)
                            .analyze().getViolations().stream()
                                    .map(violation -> violation.getId() + " "
                                            + violation.getNodes().getFirst().getHtml())
                                    .toList())
                    .as("axe: " + name + " " + width)
                    .isEmpty();
            int wide = (int) page.evaluate("document.documentElement.scrollWidth");
            assertThat(wide).as(name + " at " + width).isLessThanOrEqualTo(width);
            assertThat(page.locator("h1").count()).isEqualTo(1);
        }
    }
}
