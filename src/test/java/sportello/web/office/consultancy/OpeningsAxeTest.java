package sportello.web.office.consultancy;

import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sportello.identity.Actor;
import sportello.offices.Offices;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Elena suspends a counter by keyboard in a real browser, finds who has to be moved and asks them; each page on a
/// telephone and a desk: no barrier (axe), nothing wider than the screen, one heading.
class OpeningsAxeTest {

    private static final UUID BOLOGNA = UUID.fromString("0197f000-0000-7000-8000-000000000001");

    private static RunningProduct product;
    private static Browser browser;
    private static UnitsDay unit;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        unit = new UnitsDay(product::bean, BOLOGNA);
        unit.booked(unit.inUnit(carla()), unit.firm("Officina del Reno"), UnitsDay.TUESDAY, "09:20");
        browser = Browser.open();
    }

    private static Actor.Official carla() {
        return unit.offices.officials(BOLOGNA).stream()
                .filter(each -> product.bean(Offices.class)
                        .staff(each.staff())
                        .orElseThrow()
                        .name()
                        .equals("Carla"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (product != null) product.close();
    }

    @Test
    void everyPageOfAManagerIsForEverybody() {
        unit.clock.moveTo(UnitsDay.at(UnitsDay.MONDAY, "11:00"));
        try (var context = browser.context(1280, 900, "it-IT")) {
            var page = context.newPage();
            page.navigate(product.url("/login/spid?next=%2Foffice%2Fopenings"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=elena]").click();
            if (page.url().contains("/capacity"))
                page.locator("main button").last().click();
            page.navigate(product.url("/office/openings"));
            Barriers.look(page, "openings", 360, 1280);
            page.locator("tr", new Page.LocatorOptions().setHasText("aziende"))
                    .locator("a.btn")
                    .first()
                    .focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/office/openings/*");
            Barriers.look(page, "opening", 360, 1280);
            page.locator("details", new Page.LocatorOptions().setHasText("Sospendi lo sportello"))
                    .locator("summary")
                    .focus();
            page.keyboard().press("Enter");
            page.locator("#suspended-why").focus();
            page.keyboard().press("Enter");
            page.locator("#errors").waitFor();
            Barriers.look(page, "opening-wrong", 360, 1280);
            page.locator("#suspended-from").fill(UnitsDay.TUESDAY.toString());
            page.locator("#suspended-from_time").fill("09:00");
            page.locator("#suspended-why").fill("Assenza");
            page.keyboard().press("Enter");
            page.locator("h1", new Page.LocatorOptions().setHasText("Prima di salvare"))
                    .waitFor();
            Barriers.look(page, "opening-preview", 360, 1280);
            page.locator("main .btn-primary").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/office/openings?done*");
            Barriers.look(page, "openings-moving", 360, 1280);
            page.locator("#moving a.btn").first().click();
            Barriers.look(page, "opening-moving", 360, 1280);
            page.locator("main .btn-primary").click();
            page.locator("#moving .chip", new Page.LocatorOptions().setHasText("Richiesta inviata"))
                    .waitFor();
            Barriers.look(page, "openings-asked", 360, 1280);
        }
    }
}
