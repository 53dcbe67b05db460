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

/// One real Chromium process of its own, quiet and without a network beyond this machine.
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

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(@Nullable FakeCamera camera) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var flags = new ArrayList<>(QUIET);
        if (camera != null) {
            flags.add("--use-fake-device-for-media-stream");
            flags.add("--use-fake-ui-for-media-stream");
            flags.add("--use-file-for-fake-video-capture=" + camera.video());
            flags.add("--use-file-for-fake-audio-capture=" + camera.audio());
        }
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setHeadless(true)
                        .setArgs(flags));
    }

    public static Browser open() {
        return new Browser(null);
    }

    public static Browser with(FakeCamera camera) {
        return new Browser(camera);
    }

    /// A person's own window: no cookie shared with another.
    public Page window(int width, int height) {
        return context(width, height, "it-IT").newPage();
    }

    public BrowserContext context(int width, int height, String locale) {
        var context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale(locale)
                .setTimezoneId("Europe/Rome")
                .setPermissions(List.of("camera", "microphone")));
        context.setDefaultTimeout(20_000);
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
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
