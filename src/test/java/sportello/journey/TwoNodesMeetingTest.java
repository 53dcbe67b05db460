package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.Alone;
import sportello.testing.Browser;
import sportello.testing.ExternalDatabase;
import sportello.testing.FakeCamera;
import sportello.testing.FrontDoor;
import sportello.testing.SeparateProduct;

/// A recorded meeting behind a door that sends every connection to another of two nodes. The node in which the room
/// lives is killed in the middle of it: the other goes on with the room and with its recording.
@Alone
class TwoNodesMeetingTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final List<SeparateProduct> nodes = new java.util.ArrayList<>();
    private ExternalDatabase database;
    private FrontDoor front;

    @Test
    void aMeetingOutlivesTheNodeItLivesIn() throws Exception {
        database = ExternalDatabase.start(folder.resolve("database"));
        try (var door = new FrontDoor();
                var browser = Browser.with(FakeCamera.green())) {
            front = door;
            nodes.add(node("first", "20000-21999"));
            nodes.add(node("second", "22000-23999"));
            front.before(nodes.stream().map(SeparateProduct::port).toList());
            var bruno = browser.window(390, 844);
            var anna = browser.window(1280, 800);
            var carla = browser.window(1280, 900);
            try {
                walk(bruno, anna, carla);
            } catch (Throwable stopped) {
                picture("bruno", bruno);
                picture("anna", anna);
                picture("carla", carla);
                throw stopped;
            }
        } finally {
            nodes.forEach(SeparateProduct::close);
            database.close();
        }
    }

    private SeparateProduct node(String name, String mediaPorts) throws Exception {
        return SeparateProduct.node(
                database,
                folder.resolve("shared"),
                folder.resolve(name),
                Path.of("target", "journey", "two-nodes-meeting-" + name + ".log"),
                Map.of("sportello.access.address", front.url(""), "sportello.media.ports", mediaPorts));
    }

    private void walk(Page bruno, Page anna, Page carla) throws Exception {
        var everybody = List.of(carla, bruno, anna);
        meet(bruno, anna, carla);
        everybody.forEach(TwoNodesMeetingTest::seesAll);
        everybody.forEach(TwoNodesMeetingTest::isRecorded);
        TimeUnit.SECONDS.sleep(3);
        for (var node : nodes) knowsThatItIsRecorded(node, carla);

        var killed = owner();
        killed.kill();
        await().atMost(LONG).until(() -> owner() != killed);
        everybody.forEach(TwoNodesMeetingTest::seesAll);
        everybody.forEach(TwoNodesMeetingTest::isRecorded);
        TimeUnit.SECONDS.sleep(3);

        carla.locator("#ends > summary").click();
        carla.locator("#abort").fill("La linea cade di continuo");
        new Steps(front::url).button(carla, "Interrompi senza delega").click();
        for (var page : List.of(bruno, anna)) {
            assertThat(page.locator("h1"))
                    .containsText(
                            "La videochiamata è finita senza delega",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(kept())
                        .containsOnlyKeys(1, 2)
                        .allSatisfy((segment, tracks) ->
                                assertThat(tracks).containsEntry("audio", 3).containsEntry("video", 3)));
    }

    private void meet(Page bruno, Page anna, Page carla) {
        var demo = new Demo(front::url);
        var steps = new Steps(front::url);
        demo.clock("2027-03-01T10:00:00+01:00");
        steps.logIn(bruno, "Bruno");
        steps.book(bruno, "martedì 2", "9:20");
        var brunosSms = demo.sms(Steps.BRUNO_MOBILE, null);
        var annasSms = demo.sms(Steps.ANNA_MOBILE, null);
        demo.clock("2027-03-02T09:05:00+01:00");
        bruno.navigate(front.url("/home"));
        bruno.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Entra nella stanza"))
                .first()
                .click();
        steps.enter(bruno, brunosSms.code());
        steps.accept(bruno);
        anna.navigate(annasSms.link());
        steps.enter(anna, annasSms.code());
        steps.accept(anna);
        steps.logIn(carla, "Carla");
        carla.navigate(front.url("/office"));
        steps.button(carla, "Apri la sessione").click();
        for (var name : List.of("Bruno", "Anna")) {
            var admit = steps.button(carla, "Fai entrare: " + name);
            admit.click();
            assertThat(admit).hasCount(0);
        }
    }

    /// The node in which the room does not live asks the one in which it does (rule D14).
    private static void knowsThatItIsRecorded(SeparateProduct node, Page carla) {
        var path = URI.create(carla.url()).getPath().replaceAll("/room$", "/panel");
        await().atMost(LONG).untilAsserted(() -> {
            var panel = carla.request().get(node.url(path)).text();
            assertThat(panel)
                    .contains("Per concludere mancano")
                    .doesNotContain("La registrazione non è in corso.")
                    .doesNotContain("La registrazione è interrotta.");
        });
    }

    private SeparateProduct owner() throws Exception {
        try (var tables = database.tables();
                var statement = tables.createStatement();
                var rows = statement.executeQuery(
                        "select l.node from meeting.room_lease l join meeting.room r on r.id = l.room_id"
                                + " where r.status = 'OPEN'")) {
            assertThat(rows.next()).as("the room lives somewhere").isTrue();
            var name = rows.getString(1);
            for (var node : nodes) if (node.nodeName().equals(name)) return node;
            throw new AssertionError("No node is called " + name);
        }
    }

    /// Of how many people each segment keeps which kind of track, in the vault.
    private Map<Integer, Map<String, Integer>> kept() throws SQLException {
        var found = new TreeMap<Integer, Map<String, Integer>>();
        try (var tables = database.tables();
                var statement = tables.createStatement();
                var rows = statement.executeQuery("""
                        select segment, kind, count(distinct participant) filter (where document is not null)
                          from meeting.recording_track group by segment, kind
                        """)) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getInt(1), _ -> new TreeMap<>()).put(rows.getString(2), rows.getInt(3));
            }
        }
        return found;
    }

    /// Where each person stood when the walk stopped: `target/journey/`.
    private static void picture(String name, Page page) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target", "journey", "two-nodes-" + name + ".png")));
    }

    /// Three pictures that go on moving.
    private static void seesAll(Page page) {
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat((Integer) page.evaluate("""
                        async () => {
                          const frames = () => new Map([...document.querySelectorAll('video')]
                            .filter(v => v.videoWidth > 0)
                            .map(v => [v, v.getVideoPlaybackQuality().totalVideoFrames]))
                          const before = frames()
                          await new Promise(done => setTimeout(done, 500))
                          return [...frames()].filter(([v, count]) => count > (before.get(v) ?? count)).length
                        }
                        """)).isEqualTo(3));
    }

    private static void isRecorded(Page page) {
        assertThat(page.getByText("Si registra", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG.toMillis()));
    }
}
