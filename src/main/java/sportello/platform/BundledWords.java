package sportello.platform;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Every `words/<language>/<area>.properties` of the class path. A text missing in one language is said in Italian.
final class BundledWords implements Words {

    private static final Logger LOG = LoggerFactory.getLogger(BundledWords.class);

    private final Map<Locale, Map<String, String>> texts;
    private final Map<String, Set<Locale>> languages = new HashMap<>();
    private final ConcurrentMap<Locale, ConcurrentMap<String, Sentence>> sentences = new ConcurrentHashMap<>();

    /// `fixed`: what it says whoever reads it, null where something is put in.
    private record Sentence(@Nullable String fixed, MessageFormat format) {
        static Sentence of(String text, Locale language) {
            var format = new MessageFormat(text, language);
            return new Sentence(text.contains("{") ? null : format.format(Map.of()), format);
        }

        String say(Map<String, ?> named) {
            return fixed != null ? fixed : ((MessageFormat) format.clone()).format(named);
        }
    }

    private BundledWords(Map<Locale, Map<String, String>> texts) {
        this.texts = texts;
        texts.forEach((language, all) -> all.keySet()
                .forEach(key -> languages
                        .computeIfAbsent(key.split("\\.", 2)[0], area -> new HashSet<>())
                        .add(language)));
    }

    static BundledWords load() {
        var texts = new HashMap<Locale, Map<String, String>>();
        try {
            for (var resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:words/*/*.properties")) {
                var parts = resource.getURL().getPath().split("/");
                var language = Locale.of(parts[parts.length - 2]);
                var read = new Properties();
                try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
                    read.load(reader);
                }
                var all = texts.computeIfAbsent(language, l -> new HashMap<>());
                read.forEach((key, text) -> all.put(key.toString(), text.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BundledWords(texts);
    }

    @Override
    public Set<Locale> languages(String area) {
        return languages.getOrDefault(area, Set.of());
    }

    @Override
    public String say(Locale language, String key, Map<String, ?> named) {
        var text = text(language, key);
        if (text == null) {
            LOG.error("No text for {} in {}", key, language);
            return key;
        }
        return sentences
                .computeIfAbsent(language, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(key, _ -> Sentence.of(text, language))
                .say(named);
    }

    @Override
    public Map<String, String> area(Locale language, String prefix) {
        var all = new TreeMap<String, String>();
        for (var one : List.of(Locale.ITALIAN, language))
            texts.getOrDefault(one, Map.of()).forEach((key, text) -> {
                if (key.startsWith(prefix)) all.put(key, text);
            });
        return all;
    }

    private @Nullable String text(Locale language, String key) {
        var own = texts.getOrDefault(language, Map.of()).get(key);
        return own != null ? own : texts.getOrDefault(Locale.ITALIAN, Map.of()).get(key);
    }
}
