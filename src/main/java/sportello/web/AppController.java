package sportello.web;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import sportello.platform.Words;

/// What makes the pages an app on somebody's telephone: its name and icons, the worker that keeps static files, and the
/// page shown without a network, which knows nobody.
@RestController
class AppController {

    private static final String MANIFEST = "application/manifest+json";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";

    private final WebSettings body;
    private final Words words;
    private final Statics statics;
    private final OfflineShell shell;
    private final Frames frames;
    private final Templates templates;

    AppController(
            WebSettings body, Words words, Statics statics, OfflineShell shell, Frames frames, Templates templates) {
        this.body = body;
        this.words = words;
        this.statics = statics;
        this.shell = shell;
        this.frames = frames;
        this.templates = templates;
    }

    @GetMapping(path = "/manifest.webmanifest", produces = MANIFEST)
    Map<String, ?> manifest(Locale language) {
        return Map.ofEntries(
                Map.entry("id", "/"),
                Map.entry("name", body.productName() + " – " + body.bodyName()),
                Map.entry("short_name", body.productName()),
                Map.entry("description", words.say(language, "offline.description")),
                Map.entry("lang", language.toLanguageTag()),
                Map.entry("start_url", "/home"),
                Map.entry("scope", "/"),
                Map.entry("display", "standalone"),
                Map.entry("background_color", "#f4f7fa"),
                Map.entry("theme_color", "#004c99"),
                Map.entry("icons", List.of(icon(192, "any"), icon(512, "any"), icon(512, "maskable"))),
                Map.entry(
                        "shortcuts",
                        List.of(
                                Map.of("name", words.say(language, "page.nav.book"), "url", "/book"),
                                Map.of("name", words.say(language, "page.nav.notices"), "url", "/notices"))));
    }

    private Map<String, String> icon(int size, String purpose) {
        var file = purpose.equals("maskable") ? "img/icon-maskable-" + size + ".png" : "img/icon-" + size + ".png";
        return Map.of(
                "src", statics.address(file), "sizes", size + "x" + size, "type", "image/png", "purpose", purpose);
    }

    /// Its text changes with what it keeps, so that a browser notices.
    @GetMapping(path = "/sw.js", produces = SCRIPT)
    String worker() {
        return shell.worker();
    }

    @GetMapping("/offline/{language}")
    JteModel offline(@PathVariable String language, HttpServletRequest request) {
        var chosen = Locale.forLanguageTag(language);
        if (!words.languages().contains(chosen)) throw Answer.unknown();
        return templates.citizenOffline(frames.bare(request, chosen));
    }
}
