package sportello.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real Chromium, quiet and without a network beyond this machine: a process of its own where it has a camera,
/// otherwise windows of the one that the test JVM keeps, in which nobody finds anything of whoever was there before.
public final class Browser implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--allow-loopback-in-peer-connection",
            "--autoplay-policy=no-user-gesture-required");

    private static @Nullable Program kept;

    private final Program program;
    private final boolean own;
    private final List<BrowserContext> contexts = new ArrayList<>();

    private Browser(Program program, boolean own) {
        this.program = program;
        this.own = own;
    }

    public static Browser open() {
        var running = kept;
        if (running == null || !running.chromium().isConnected()) kept = running = Program.start(List.of());
        return new Browser(running, false);
    }

    public static Browser with(FakeCamera camera) {
        return new Browser(
                Program.start(List.of(
                        "--use-fake-device-for-media-stream",
                        "--use-fake-ui-for-media-stream",
                        "--use-file-for-fake-video-capture=" + camera.video(),
                        "--use-file-for-fake-audio-capture=" + camera.audio())),
                true);
    }

    /// A person's own window: no cookie shared with another.
    public Page window(int width, int height) {
        return context(width, height, "it-IT").newPage();
    }

    public BrowserContext context(int width, int height, String locale) {
        var context = program.chromium()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setLocale(locale)
                        .setTimezoneId("Europe/Rome")
                        .setPermissions(List.of("camera", "microphone")));
        context.setDefaultTimeout(Patience.LONG.toMillis());
        contexts.add(context);
        return context;
    }

    @Override
    public void close() {
        if (own) program.end();
        else contexts.forEach(BrowserContext::close);
    }

    private record Program(Playwright playwright, com.microsoft.playwright.Browser chromium) {

        static Program start(List<String> more) {
            var playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            var chromium = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable())
                            .setHeadless(true)
                            .setArgs(
                                    Stream.of(QUIET, more).flatMap(List::stream).toList()));
            return new Program(playwright, chromium);
        }

        void end() {
            chromium.close();
            playwright.close();
        }
    }

    private static Path executable() {
        return Stream.of(System.getenv().getOrDefault("CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser")
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Chromium is needed for this test: install the package chromium, or set CHROMIUM to its path"));
    }
}
