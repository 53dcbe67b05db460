package sportello.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import sportello.platform.Words;
import tools.jackson.databind.json.JsonMapper;

/// The service worker, with the list of what it keeps from the start: the page shown without a network, in every
/// language, and what that page looks like. Nothing behind a login is ever in it (rule G12).
@Component
class OfflineShell {

    private static final String WORKER = "worker/sw.js";
    private static final List<String> LOOKS = List.of(
            "css/tokens.css",
            "css/base.css",
            "css/layout.css",
            "css/button.css",
            "css/card.css",
            "css/alert.css",
            "css/mishap.css",
            "img/icon.svg");

    private final String worker;

    OfflineShell(Words words, Statics statics, WebSettings body, JsonMapper json) {
        var pages = words.languages().stream()
                .map(language -> "/offline/" + language.toLanguageTag())
                .sorted();
        var looks = LOOKS.stream().map(statics::address);
        var kept = Stream.concat(pages, looks).toList();
        var said = words.languages().stream()
                .map(language -> words.area(language, "offline."))
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining());
        var text = text();
        this.worker = "const VERSION = "
                + json.writeValueAsString(digest(text + kept + said + body))
                + "\nconst KEPT = "
                + json.writeValueAsString(kept)
                + "\n"
                + text;
    }

    String worker() {
        return worker;
    }

    private static String text() {
        try (var in = new ClassPathResource(WORKER).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
