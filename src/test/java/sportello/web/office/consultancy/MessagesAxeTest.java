package sportello.web.office.consultancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.Actor;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// Carla finds an SMS that did not arrive, mends its number by keyboard and sends it again; each page on a telephone
/// and a desk: no barrier (axe), nothing wider than the screen, one heading.
class MessagesAxeTest {

    private static final UUID BOLOGNA = UUID.fromString("0197f000-0000-7000-8000-000000000001");

    private static RunningProduct product;
    private static Browser browser;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        var unit = new UnitsDay(product::bean, BOLOGNA);
        unit.booked(unit.inUnit(carla(unit)), unit.firm("Officina del Reno"), UnitsDay.TUESDAY, "09:20");
        unit.clock.moveTo(UnitsDay.at(UnitsDay.MONDAY, "11:00"));
        var failing = product.bean(JdbcClient.class).sql("""
                update notification.outbox set state = 'FAILED', trouble = 'sms-undeliverable'
                 where kind = 'sms' and state = 'HANDED_OVER' and office_id = :office
                """).param("office", BOLOGNA);
        await().atMost(Duration.ofSeconds(60)).until(() -> failing.update() > 0);
        browser = Browser.open();
    }

    private static Actor.Official carla(UnitsDay unit) {
        return unit.offices.officials(BOLOGNA).stream()
                .filter(each ->
                        unit.offices.staff(each.staff()).orElseThrow().name().equals("Carla"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (product != null) product.close();
    }

    @Test
    void isFoundMendedAndSentAgain() {
        try (var context = browser.context(1280, 900, "it-IT")) {
            var page = context.newPage();
            page.navigate(product.url("/login/spid?next=%2Foffice%2Fmessages"));
            page.locator("input[name=level][value=spid2]").check();
            page.locator("button[name=login][value=carla]").click();
            if (page.url().contains("/capacity"))
                page.locator("main button").last().click();
            page.navigate(product.url("/office/messages"));
            assertThat(page.locator("main").innerText()).contains("il telefono non si trova");
            Barriers.look(page, "messages", 360, 1280);
            page.locator("input[name=contact]").first().fill("051 6078111");
            page.keyboard().press("Enter");
            page.locator("[role=alert]").waitFor();
            Barriers.look(page, "messages-wrong", 360, 1280);
            page.locator("main a", new Page.LocatorOptions().setHasText("Apri la pratica"))
                    .first()
                    .click();
            page.locator("#told").waitFor();
            Barriers.look(page, "messages-of-a-case", 360, 1280);
            page.navigate(product.url("/office/messages"));
            page.locator("input[name=contact]").first().fill("347 1119999");
            page.keyboard().press("Enter");
            page.locator(".alert.is-ok").waitFor();
            Barriers.look(page, "messages-sent", 360, 1280);
        }
    }
}
