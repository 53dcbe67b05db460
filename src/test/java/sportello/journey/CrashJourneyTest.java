package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.Alone;
import sportello.testing.Browser;
import sportello.testing.FakeCamera;
import sportello.testing.SeparateProduct;

/// One meeting in which everything that can die dies: the media server, the database, the application. Each with
/// `kill -9`, each while three people talk.
@Alone
class CrashJourneyTest {

    private static final String STEP = "officer-identity";

    @TempDir
    Path data;

    @Test
    void aMeetingOutlivesItsMediaItsDatabaseAndItsApplication() throws Exception {
        try (var product = SeparateProduct.start(data, Path.of("target", "journey", "crash-product.log"));
                var browser = Browser.with(FakeCamera.green())) {
            var bruno = browser.window(390, 844);
            var anna = browser.window(1280, 800);
            var carla = browser.window(1280, 900);
            try {
                new Walk(product, bruno, anna, carla).go();
            } catch (Throwable stopped) {
                picture("bruno", bruno);
                picture("anna", anna);
                picture("carla", carla);
                throw stopped;
            }
        }
    }

    /// Where each person stood when the walk stopped: `target/journey/`.
    private static void picture(String name, Page page) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "journey", "crash-" + name + ".png")));
    }

    private record Walk(SeparateProduct product, Page bruno, Page anna, Page carla) {

        void go() throws Exception {
            meet();
            mediaKilled();
            databaseKilled();
            applicationKilled();
            ended();
            everySegmentIsKept();
            play();
        }

        private List<Page> everybody() {
            return List.of(carla, bruno, anna);
        }

        private void meet() {
            var demo = new Demo(product::url);
            var steps = new Steps(product::url);
            demo.clock("2027-03-01T10:00:00+01:00");
            steps.logIn(bruno, "Bruno");
            steps.book(bruno, "martedì 2", "9:20");
            var brunosSms = demo.sms(Steps.BRUNO_MOBILE, null);
            var annasSms = demo.sms(Steps.ANNA_MOBILE, null);
            demo.clock("2027-03-02T09:05:00+01:00");
            bruno.navigate(product.url("/home"));
            bruno.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Entra nella stanza"))
                    .first()
                    .click();
            steps.enter(bruno, brunosSms.code());
            steps.accept(bruno);
            anna.navigate(annasSms.link());
            steps.enter(anna, annasSms.code());
            steps.accept(anna);
            steps.logIn(carla, "Carla");
            carla.navigate(product.url("/office"));
            steps.button(carla, "Apri la sessione").click();
            for (var name : List.of("Bruno", "Anna")) {
                var admit = steps.button(carla, "Fai entrare: " + name);
                admit.click();
                assertThat(admit).hasCount(0);
            }
            everybody().forEach(Walk::seesAll);
            everybody().forEach(Walk::isRecorded);
        }

        private void mediaKilled() throws Exception {
            recordedFor(3);
            everybody().forEach(Walk::watchTheSign);
            var killed = product.janus();
            killed.destroyForcibly();
            for (var page : everybody()) {
                page.waitForFunction("() => window.signs.includes('Registrazione ferma')");
            }
            everybody().forEach(Walk::seesAll);
            everybody().forEach(Walk::isRecorded);
            assertThat(product.janus().pid()).isNotEqualTo(killed.pid());
            assertThat(segments()).hasSize(2);
        }

        /// What the panel shows as done just before the end of the database is done after it.
        private void databaseKilled() throws Exception {
            var tick = carla.locator("form[action$='/ticks']")
                    .filter(new Locator.FilterOptions().setHas(carla.locator("input[name=step][value='" + STEP + "']")))
                    .first();
            tick.locator("button[value=yes]").click();
            assertThat(ticked()).hasCount(1);
            var killed = product.database();
            killed.destroyForcibly();
            var back = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            var second = bruno.context().newPage();
            var answer = second.navigate(product.url("/home"));
            assertThat(answer.status()).isIn(200, 503);
            if (answer.status() == 503) {
                assertThat(second.locator("h1")).containsText("Qualcosa non ha funzionato");
                assertThat(second.locator("body")).containsText("Riferimento");
            }
            var desk = carla.context().newPage();
            await().atMost(Duration.ofNanos(back - System.nanoTime()))
                    .until(() -> desk.navigate(product.url("/office")).status() == 200);
            assertThat(desk.locator("body")).containsText("Bruno");
            desk.close();
            assertThat(product.database().pid()).isNotEqualTo(killed.pid());
            second.navigate(product.url("/home"));
            assertThat(second.locator("body")).containsText("9:20");
            second.close();
            everybody().forEach(Walk::seesAll);
            everybody().forEach(Walk::isRecorded);
            carla.reload();
            assertThat(ticked()).hasCount(1);
            everybody().forEach(Walk::seesAll);
        }

        private Locator ticked() {
            return carla.locator("#step-" + STEP + " summary.ok");
        }

        private void applicationKilled() throws Exception {
            recordedFor(3);
            product.kill();
            for (var page : everybody()) assertThat(page.locator("#link")).isVisible(within(30));
            product.startAgain();
            for (var page : everybody())
                assertThat(page.locator("#link")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(60_000));
            everybody().forEach(Walk::seesAll);
            everybody().forEach(Walk::isRecorded);
            assertThat(ticked()).hasCount(1);
            for (var page : List.of(bruno, anna)) {
                page.reload();
                seesAll(page);
            }
            seesAll(carla);
            recordedFor(3);
        }

        private void ended() {
            carla.locator("#ends > summary").click();
            carla.locator("#abort").fill("La linea cade di continuo");
            new Steps(product::url).button(carla, "Interrompi senza delega").click();
            for (var page : List.of(bruno, anna)) {
                assertThat(page.locator("h1")).containsText("La videochiamata è finita senza delega", text(30));
            }
        }

        /// Three segments: until the media server died, until the application died, until the end. Each with the voice
        /// and the picture of all three people, in the vault.
        private void everySegmentIsKept() throws Exception {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var kept = segments();
                assertThat(kept.keySet()).containsExactly(1, 2, 3);
                assertThat(kept.values())
                        .allSatisfy(tracks ->
                                assertThat(tracks).containsEntry("audio", 3).containsEntry("video", 3));
            });
        }

        /// Of how many people each segment keeps which kind of track.
        private Map<Integer, Map<String, Integer>> segments() throws Exception {
            var found = new TreeMap<Integer, Map<String, Integer>>();
            try (var tables = product.tables();
                    var statement = tables.createStatement();
                    var rows = statement.executeQuery("""
                            select s.number, t.kind, count(distinct t.participant) filter (where t.document is not null)
                              from meeting.recording_segment s
                              left join meeting.recording_track t on t.room_id = s.room_id and t.segment = s.number
                             group by s.number, t.kind order by s.number
                            """)) {
                while (rows.next()) {
                    var tracks = found.computeIfAbsent(rows.getInt(1), _ -> new TreeMap<>());
                    if (rows.getString(2) != null) tracks.put(rows.getString(2), rows.getInt(3));
                }
            }
            return found;
        }

        private void play() {
            var steps = new Steps(product::url);
            carla.waitForURL(Pattern.compile(".*/office/cases/[0-9a-f-]{36}(/room)?"));
            var caseAddress = carla.url().replaceAll("/room$", "");
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        carla.navigate(caseAddress + "/recording");
                        return carla.getByLabel("Controllo a campione").count() > 0;
                    });
            assertThat(carla.getByText(Pattern.compile("^\\s*Interruzione dalle"))
                            .all())
                    .hasSize(2);
            steps.button(carla, "Controlla adesso").click();
            assertThat(carla.getByText("È intatta").first()).isVisible();
            carla.getByLabel("Controllo a campione").check();
            steps.button(carla, "Guarda").click();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> (Boolean) carla.evaluate("() => document.getElementById('tape').videoWidth > 0"));
        }

        /// Three pictures that go on moving.
        private static void seesAll(Page page) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat((Integer) page.evaluate("""
                            async () => {
                              const frames = () => new Map([...document.querySelectorAll('video')]
                                .filter(v => v.videoWidth > 0)
                                .map(v => [v, v.getVideoPlaybackQuality().totalVideoFrames]))
                              const before = frames()
                              await new Promise(done => setTimeout(done, 300))
                              return [...frames()].filter(([v, count]) => count > (before.get(v) ?? count)).length
                            }
                            """)).isEqualTo(3));
        }

        /// A sign may be right for a second only: every text it shows from now on is kept.
        private static void watchTheSign(Page page) {
            page.evaluate("""
                    () => {
                      window.signs = []
                      const sign = document.querySelector('#recording [data-part="word"]')
                      new MutationObserver(() => window.signs.push(sign.textContent))
                        .observe(sign, { childList: true, characterData: true, subtree: true })
                    }
                    """);
        }

        private static void isRecorded(Page page) {
            assertThat(page.getByText("Si registra", new Page.GetByTextOptions().setExact(true))
                            .first())
                    .isVisible(within(30));
        }

        private static void recordedFor(int seconds) throws InterruptedException {
            TimeUnit.SECONDS.sleep(seconds);
        }

        private static LocatorAssertions.IsVisibleOptions within(int seconds) {
            return new LocatorAssertions.IsVisibleOptions().setTimeout(seconds * 1000.0);
        }

        private static LocatorAssertions.ContainsTextOptions text(int seconds) {
            return new LocatorAssertions.ContainsTextOptions().setTimeout(seconds * 1000.0);
        }
    }
}
