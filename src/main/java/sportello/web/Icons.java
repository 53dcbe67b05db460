package sportello.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/// Bootstrap Italia's icons (`it-calendar`, …). A page carries the drawings it uses and no others.
@Component
class Icons {

    private static final Pattern SYMBOL = Pattern.compile("<symbol id=\"(it-[a-z0-9-]+)\".*?</symbol>", Pattern.DOTALL);

    private final Map<String, String> drawings;

    Icons() {
        try (var in = new ClassPathResource(Statics.BOOTSTRAP_ITALIA + "svg/sprites.svg").getInputStream()) {
            drawings = SYMBOL.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .collect(Collectors.toUnmodifiableMap(found -> found.group(1), found -> found.group()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sheet sheet() {
        return new Sheet();
    }

    /// The icons one page has used so far; written out at its end.
    final class Sheet {
        private final Set<String> used = new LinkedHashSet<>();

        String use(String name) {
            if (!drawings.containsKey(name)) throw new IllegalArgumentException("No such icon: " + name);
            used.add(name);
            return name;
        }

        String drawings() {
            return used.stream().map(drawings::get).collect(Collectors.joining());
        }
    }
}
