package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.audit.Doer;
import sportello.documents.DocumentId;
import sportello.documents.Vault;
import sportello.meeting.Recordings;
import sportello.meeting.Rooms;
import sportello.testing.Alone;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.FakeCamera;
import sportello.testing.RunningProduct;

/// The delegation by web meeting from the first login to the revocation: three people, three browsers, real media, a
/// real recording.
@Alone
class DelegationJourneyTest {

    static final FakeCamera RED = FakeCamera.red();
    static final FakeCamera GREEN = FakeCamera.green();
    static final FakeCamera BLUE = FakeCamera.blue();

    static RunningProduct product;
    static Demo demo;
    static Steps steps;

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
    void brunoActsForAnnaAtOnceAndNoLongerOnceRevoked() throws Exception {
        demo.clock("2027-03-01T10:00:00+01:00");
        try (var carlas = Browser.with(RED);
                var brunos = Browser.with(GREEN);
                var annas = Browser.with(BLUE)) {
            var bruno = brunos.window(360, 780);
            var anna = annas.window(1280, 800);
            var carla = carlas.window(1280, 900);
            try {
                walk(bruno, anna, carla);
            } catch (Throwable stopped) {
                picture("bruno", bruno);
                picture("anna", anna);
                picture("carla", carla);
                throw stopped;
            }
        }
    }

    /// With `SPORTELLO_PICTURES=1`, what each person sees along the way.
    private static void remember(String name, Page page) {
        if ("1".equals(System.getenv("SPORTELLO_PICTURES"))) picture(name, page);
    }

    /// Where each person stood when the walk stopped: `target/journey/`.
    private static void picture(String name, Page page) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "journey", name + ".png")));
    }

    private void walk(Page bruno, Page anna, Page carla) throws Exception {
        steps.logIn(bruno, "Bruno");
        steps.book(bruno, "martedì 2", "9:20");
        assertThat(bruno.locator("h1")).containsText("Appuntamento");
        var brunosSms = demo.sms(Steps.BRUNO_MOBILE, null);
        var annasSms = demo.sms(Steps.ANNA_MOBILE, null);
        assertThat(brunosSms.code()).isNotEqualTo(annasSms.code());

        demo.clock("2027-03-02T09:05:00+01:00");
        bruno.navigate(product.url("/home"));
        bruno.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Entra nella stanza"))
                .first()
                .click();
        Barriers.none(bruno, "code");
        steps.enter(bruno, brunosSms.code());
        assertThat(steps.button(bruno, "Accetto, continua")).isVisible();
        Barriers.none(bruno, "recording notice");
        steps.accept(bruno);
        assertThat(bruno.locator("h1")).hasText("Sei in sala d'attesa");
        Barriers.none(bruno, "waiting");

        anna.navigate(annasSms.link());
        steps.enter(anna, wrong(annasSms.code()));
        assertThat(anna.getByText("Puoi provare ancora 4 volte").first()).isVisible();
        Barriers.none(anna, "wrong code");
        steps.enter(anna, annasSms.code());
        steps.accept(anna);
        assertThat(anna.locator("h1")).hasText("Sei in sala d'attesa");

        steps.logIn(carla, "Carla");
        carla.navigate(product.url("/office"));
        remember("waiting-phone", bruno);
        remember("desk", carla);
        Barriers.none(carla, "desk");
        steps.button(carla, "Apri la sessione").click();
        var caseId = caseOf(carla);
        Barriers.none(carla, "official's room");
        admit(carla, "Bruno");
        admit(carla, "Anna");
        for (var page : List.of(carla, bruno, anna)) seesAndHearsAll(page);
        assertThat(bruno.getByText("Si registra").first()).isVisible();

        papers(carla, bruno, anna);
        bruno.locator("[data-closes]").first().click();
        remember("room-phone", bruno);
        remember("room-delegator", anna);
        Barriers.none(bruno, "room");
        Barriers.none(anna, "room of the delegator");
        script(carla, bruno);
        remember("room-official", carla);
        Barriers.none(carla, "official's room, nothing missing");
        concluded(carla);
        assertThat(bruno.locator("h1")).containsText("La delega è operativa", slowly());
        assertThat(anna.locator("h1")).containsText("La delega è operativa", slowly());
        Barriers.none(bruno, "end");
        Barriers.none(carla, "case");

        actForAnna(bruno);
        remember("relying-service", bruno);
        Barriers.none(bruno, "relying service");
        revoke(carla);
        bruno.reload();
        assertThat(bruno.locator("body")).not().containsText("Fascicolo di Anna");

        everybodyIsInTheRecording(caseId);
        play(carla, caseId);
    }

    private static LocatorAssertions.ContainsTextOptions slowly() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? "8" : "9") + code.substring(1);
    }

    private static UUID caseOf(Page page) {
        page.waitForURL(Pattern.compile(".*/office/cases/[0-9a-f-]{36}/room.*"));
        return UUID.fromString(page.url().replaceAll(".*/office/cases/([0-9a-f-]{36})/room.*", "$1"));
    }

    private static void admit(Page carla, String name) {
        steps.button(carla, "Fai entrare: " + name).click();
        assertThat(steps.button(carla, "Fai entrare: " + name)).hasCount(0);
    }

    /// Three moving pictures, one of each colour.
    private static void seesAndHearsAll(Page page) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            @SuppressWarnings("unchecked")
            var colours = (List<String>) page.evaluate("""
                            () => [...document.querySelectorAll('video')].filter(v => v.videoWidth > 0).map(v => {
                              const c = document.createElement('canvas'); c.width = c.height = 8
                              const g = c.getContext('2d'); g.drawImage(v, 0, 0, 8, 8)
                              const [r, gr, b] = g.getImageData(4, 4, 1, 1).data
                              return r > gr && r > b ? 'red' : gr > r && gr > b ? 'green' : 'blue'
                            }).sort()
                            """);
            assertThat(colours).containsExactly("blue", "green", "red");
        });
    }

    private void papers(Page carla, Page bruno, Page anna) throws Exception {
        var photo = Files.write(folder.resolve("photo.png"), picture());
        var disguised = Files.write(folder.resolve("photo.jpg"), new byte[] {'M', 'Z', 0, 3, 0, 0, 0, 4, 0, 0});
        for (var paper : List.of("AA08", "delegate-identity", "delegator-identity", "health-card")) {
            var ask = carla.locator("#ask-" + paper);
            if (ask.count() > 0) ask.click();
            var from = paper.equals("delegate-identity") ? bruno : anna;
            var name = Map.of(
                            "AA08", "Modulo AA08",
                            "delegate-identity", "Documento di Bruno",
                            "delegator-identity", "Documento di Anna",
                            "health-card", "Tessera sanitaria")
                    .get(paper);
            showPapers(from);
            if (paper.equals("AA08")) {
                upload(from, name, disguised);
                assertThat(from.getByText("Questo file non va bene").first()).isVisible();
            }
            upload(from, name, photo);
            carla.locator("#accept-" + paper).click();
            assertThat(carla.locator("#accept-" + paper)).hasCount(0);
        }
    }

    private static void showPapers(Page page) {
        var key = page.locator("[data-opens=papers-sheet]");
        if (key.isVisible() && "false".equals(key.getAttribute("aria-expanded"))) key.click();
    }

    private static void upload(Page page, String paper, Path file) {
        var asked = page.locator("#papers li").filter(new Locator.FilterOptions().setHasText(paper));
        assertThat(asked).containsText("Tocca a te");
        page.waitForFileChooser(() -> asked.getByText("Scegli un file").last().click())
                .setFiles(file);
    }

    private static byte[] picture() {
        return Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    }

    private static void script(Page carla, Page bruno) {
        for (var step : Steps.script()) {
            if (step.equals("alone")) {
                steps.button(carla, "Fai uscire un momento: Bruno").click();
                assertThat(bruno.getByText("Un momento a tu per tu").first()).isVisible();
                Barriers.none(bruno, "put out");
            }
            var form = carla.locator("form[action$='/ticks']")
                    .filter(new Locator.FilterOptions().setHas(carla.locator("input[name=step][value='" + step + "']")))
                    .first();
            if (!form.locator("#tick-yes").isVisible()) {
                carla.locator("#step-" + step + " > summary").click();
            }
            form.locator("button[value=yes]").click();
            assertThat(carla.locator("#step-" + step + " summary.ok")).hasCount(1);
            if (step.equals("alone")) {
                carla.locator("form[action$='/returns'] button").click();
                seesAndHearsAll(bruno);
            }
        }
    }

    private static void concluded(Page carla) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> carla.locator("#conclude").isEnabled());
        carla.locator("#conclude").click();
        assertThat(carla.locator("body"))
                .containsText(Pattern.compile("Delega operativa|delega è operativa"), slowly());
    }

    private static void actForAnna(Page bruno) {
        steps.actAs(bruno, "Per conto di Anna");
        bruno.navigate(demo.address("relyingService"));
        var enter = bruno.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Entra")));
        if (enter.count() > 0) enter.first().click();
        assertThat(bruno.locator("body")).containsText("Fascicolo di Anna");
        assertThat(bruno.locator("body")).containsText("Bruno");
    }

    private static void revoke(Page carla) {
        carla.navigate(product.url("/office/delegations"));
        Barriers.none(carla, "register");
        carla.locator("#tax_code").fill(TaxCodes.ANNA);
        steps.button(carla, "Cerca").click();
        carla.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Revoca")))
                .click();
        Barriers.none(carla, "delegation");
        steps.button(carla, "Revoca la delega").click();
        assertThat(carla.getByText("La delega è finita").first()).isVisible();
    }

    private void everybodyIsInTheRecording(UUID caseId) {
        var recordings = product.bean(Recordings.class);
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    var played = recordings.about(caseId);
                    assertThat(played).isPresent();
                    assertThat(played.get().view()).isNotNull();
                });
        var played = recordings.about(caseId).orElseThrow();
        var rooms = product.bean(Rooms.class);
        var roles = rooms.entries(played.room()).stream()
                .collect(Collectors.toMap(entry -> entry.id().value(), entry -> entry.role()));
        var cameras = Map.of("official", RED, "delegate", GREEN, "delegator", BLUE);
        var seen = played.tracks().stream().collect(Collectors.groupingBy(track -> roles.get(track.participant())));
        assertThat(seen.keySet()).containsExactlyInAnyOrder("official", "delegate", "delegator");
        seen.forEach((role, tracks) -> tracks.forEach(track -> prove(track, cameras.get(role))));
        assertThat(recordings.verify(played.room(), Doer.system("test")).intact())
                .isTrue();
    }

    private void prove(Recordings.Track track, FakeCamera camera) {
        try {
            assertThat(track.copy()).isNotNull();
            var file = copy(track.copy());
            if (track.kind().equals("video")) {
                var rgb = Ear.colour(file);
                var own = Map.<String, Function<int[], Integer>>of(
                                "red", c -> c[0], "green", c -> c[1], "blue", c -> c[2])
                        .get(camera.name())
                        .apply(rgb);
                assertThat(own)
                        .as(camera.name() + " in " + java.util.Arrays.toString(rgb))
                        .isGreaterThan(90);
            } else {
                var others = List.of(440, 660, 990).stream()
                        .filter(tone -> tone != camera.hertz())
                        .toList();
                assertThat(Ear.loudness(file, camera.hertz(), others)).isGreaterThan(5);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Path copy(DocumentId id) throws Exception {
        var file = folder.resolve(id.value() + ".webm");
        try (var in = product.bean(Vault.class).open(id, Doer.system("test"), "test")) {
            Files.copy(in, file);
        }
        return file;
    }

    /// A reason first; then it plays, jumps to a marker, and tells who looked.
    private static void play(Page carla, UUID caseId) {
        carla.navigate(product.url("/office/cases/" + caseId + "/recording"));
        steps.button(carla, "Guarda").click();
        carla.getByLabel("Controllo a campione").check();
        steps.button(carla, "Guarda").click();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> (Boolean) carla.evaluate("() => document.getElementById('tape').videoWidth > 0"));
        carla.locator("#marks a").last().click();
        await().until(() ->
                ((Number) carla.evaluate("() => document.getElementById('tape').currentTime")).doubleValue() > 1);
        remember("recording", carla);
        Barriers.none(carla, "recording");
        assertThat(carla.getByText("Controllo a campione").first()).isVisible();
        assertThat(carla.locator("body")).containsText("Carla");
    }
}
