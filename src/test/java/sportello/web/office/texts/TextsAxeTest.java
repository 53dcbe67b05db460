package sportello.web.office.texts;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Elena changes a text by keyboard in a real browser; each page on a telephone and a desk: no barrier (axe), nothing
/// wider than the screen, one heading.
class TextsAxeTest {

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
            Barriers.look(page, "texts", 360, 1280);
            page.locator("main a[href$='/booked.delegate/sms/it']").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/booked.delegate/sms/it");
            Barriers.look(page, "text", 360, 1280);
            page.locator("#body").fill("Ci vediamo {day} alle {hour}. Il collegamento è {where}.");
            page.locator("button[value=save]").focus();
            page.keyboard().press("Enter");
            page.locator("#errors").waitFor();
            Barriers.look(page, "text-wrong", 360, 1280);
            page.locator("#body").fill("Ci vediamo {day} alle {hour}. Codice {code}. Il collegamento è {where}.");
            page.locator("button[value=preview]").focus();
            page.keyboard().press("Enter");
            page.locator(".arrived").waitFor();
            page.locator("button[value=save]").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**?done");
            Barriers.look(page, "text-saved", 360, 1280);
            page.locator("button[value=shipped]").focus();
            page.keyboard().press("Enter");
            page.locator("main .chip", new Page.LocatorOptions().setHasText("Testo fornito"))
                    .waitFor();
            page.navigate(product.url("/office/texts/consultancy-companies/reminder-before.booker/mail/it"));
            Barriers.look(page, "text-mail", 360, 1280);
        }
    }
}
