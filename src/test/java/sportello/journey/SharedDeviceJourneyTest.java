package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.Alone;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.FakeCamera;
import sportello.testing.RunningProduct;

/// Bruno and Anna before one telephone of 360 px, Carla at her desk: the delegation to its conclusion, and in each
/// state
/// of each side no barrier (axe) and nothing wider than the screen.
@Alone
class SharedDeviceJourneyTest {

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static RunningProduct product;
    private static Demo demo;
    private static Steps steps;

    private final List<String> barriers = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        product = RunningProduct.withMedia();
        demo = new Demo(product::url);
        steps = new Steps(product::url);
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @Test
    void oneTelephoneForBothIsEnough() throws Exception {
        demo.clock("2027-03-01T10:00:00+01:00");
        try (var browser = Browser.with(FakeCamera.green())) {
            var phone = browser.window(360, 740);
            var carla = browser.window(1280, 900);
            try {
                walk(phone, carla);
            } catch (Throwable stopped) {
                picture("shared-phone", phone);
                picture("shared-carla", carla);
                throw stopped;
            }
        }
        assertThat(barriers).isEmpty();
    }

    private static void picture(String name, Page page) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "journey", name + ".png")));
    }

    private void walk(Page phone, Page carla) throws Exception {
        steps.logIn(phone, "Bruno");
        steps.book(phone, "martedì 2", "9:20");
        look(phone, "receipt");
        var sms = demo.sms(Steps.BRUNO_MOBILE, null);
        demo.clock("2027-03-02T09:05:00+01:00");
        phone.navigate(product.url("/home"));
        look(phone, "home on the day");
        phone.locator("a[href^='/rooms/']").first().click();
        look(phone, "code");
        steps.enter(phone, "000000".equals(sms.code()) ? "111111" : "000000");
        look(phone, "code wrong");
        steps.enter(phone, sms.code());
        look(phone, "notice");
        steps.accept(phone);
        assertThat(phone.locator("h1")).hasText("Sei in sala d'attesa");
        look(phone, "wait");
        steps.button(phone, "Anna è qui con me").click();
        look(phone, "notice for Anna");
        steps.button(phone, "Sono Anna e non accetto").click();
        look(phone, "notice refused");
        phone.locator("a[href$='?again']").click();
        steps.button(phone, "Sono Anna e accetto").click();
        assertThat(phone.locator("h1")).hasText("Sei in sala d'attesa");
        assertThat(phone.getByText("È qui con te").first()).isVisible();
        look(phone, "wait for two");

        steps.logIn(carla, "Carla");
        carla.navigate(product.url("/office"));
        look(carla, "desk");
        carla.locator("a[href*='/office/cases/']").first().click();
        look(carla, "case or room");
        carla.navigate(product.url("/office"));
        steps.button(carla, "Apri la sessione").click();
        assertThat(carla.locator("#tick-yes")).isVisible();
        look(carla, "session open");
        admitAll(carla);
        await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(() -> playing(phone) && playing(carla));
        look(phone, "room");
        look(carla, "room");

        papers(carla, phone);
        script(carla, phone);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> carla.locator("#conclude").isEnabled());
        look(carla, "ready to conclude");
        carla.locator("#conclude").click();
        assertThat(carla.locator("h1")).containsText("operativa", slowly());
        assertThat(phone.locator("h1")).containsText("La delega è operativa", slowly());
        look(carla, "concluded");
        look(phone, "concluded");
        steps.actAs(phone, "Per conto di Anna");
        look(phone, "on behalf");
    }

    private static LocatorAssertions.ContainsTextOptions slowly() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    private static void admitAll(Page carla) {
        for (var name : List.of("Bruno", "Anna")) {
            var button = steps.button(carla, "Fai entrare: " + name);
            if (button.count() > 0) button.click();
            assertThat(button).hasCount(0);
        }
    }

    private static boolean playing(Page page) {
        return (Boolean) page.evaluate(
                "() => [...document.querySelectorAll('video')].filter(v => v.videoWidth > 0).length" + " >= 2");
    }

    private void papers(Page carla, Page phone) throws Exception {
        var photo = Files.write(folder.resolve("photo.png"), Base64.getDecoder().decode(PNG));
        var names = Map.of(
                "AA08", "Modulo AA08",
                "delegate-identity", "Documento di Bruno",
                "delegator-identity", "Documento di Anna",
                "health-card", "Tessera sanitaria");
        for (var paper : List.of("AA08", "delegate-identity", "delegator-identity", "health-card")) {
            var ask = carla.locator("#ask-" + paper);
            if (ask.count() > 0) ask.click();
            var key = phone.locator("[data-opens=papers-sheet]");
            if (key.isVisible() && "false".equals(key.getAttribute("aria-expanded"))) key.click();
            var asked = phone.locator("#papers li").filter(new Locator.FilterOptions().setHasText(names.get(paper)));
            assertThat(asked).containsText("Tocca a te");
            if (paper.equals("AA08")) look(phone, "papers");
            phone.waitForFileChooser(
                            () -> asked.getByText("Scegli un file").last().click())
                    .setFiles(photo);
            assertThat(carla.locator("#accept-" + paper)).isVisible();
            if (paper.equals("AA08")) look(carla, "paper arrived");
            carla.locator("#accept-" + paper).click();
            assertThat(carla.locator("#accept-" + paper)).hasCount(0);
        }
    }

    private void script(Page carla, Page phone) {
        for (var step : Steps.script()) {
            if (step.equals("alone")) {
                steps.button(carla, "Fai uscire un momento: Bruno").click();
                assertThat(carla.locator("form[action$='/returns'] button")).isVisible();
                look(phone, "Anna alone");
                look(carla, "Anna alone");
            }
            var form = carla.locator("form[action$='/ticks']")
                    .filter(new Locator.FilterOptions().setHas(carla.locator("input[name=step][value='" + step + "']")))
                    .first();
            if (!form.locator("#tick-yes").isVisible())
                carla.locator("#step-" + step + " > summary").click();
            form.locator("button[value=yes]").click();
            assertThat(carla.locator("#step-" + step + " summary.ok")).hasCount(1);
            if (step.equals("alone")) {
                carla.locator("form[action$='/returns'] button").click();
                assertThat(carla.locator("form[action$='/returns'] button")).hasCount(0);
            }
        }
    }

    /// Gathers what is in somebody's way; all of it is told at the end.
    private void look(Page page, String state) {
        page.waitForLoadState();
        var where = state + " at " + page.viewportSize().width;
        if (!(Boolean) page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
            barriers.add(where + ": wider than the screen");
        Barriers.found(page).forEach(each -> barriers.add(where + ": " + each));
    }
}
