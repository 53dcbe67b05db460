package sportello.intermediaries;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import sportello.offices.Cassetto;
import sportello.platform.DataFolder;

/// What may be asked: the files `topics/*.yaml` the product ships and those a body adds in `<data>/topics/`; a body's
/// file of the same name wins. An unfit file stops the start, saying all that is wrong.
@Component
class Topics {

    private static final int USUAL_DAYS = 5;

    private final Map<String, Topic> topics;

    Topics(DataFolder data) throws IOException {
        topics = load(data.sharedFile("topics"));
    }

    List<Topic> in(Cassetto cassetto) {
        return topics.values().stream()
                .filter(topic -> topic.cassetto() == cassetto)
                .toList();
    }

    Optional<Topic> find(String code) {
        return Optional.ofNullable(topics.get(code));
    }

    /// A topic a body no longer offers goes on by the usual days.
    int workingDays(String code) {
        return find(code).map(Topic::workingDays).orElse(USUAL_DAYS);
    }

    static Map<String, Topic> load(Path folder) throws IOException {
        var resolver = new PathMatchingResourcePatternResolver();
        var files = new TreeMap<String, Resource>();
        for (var place :
                List.of("classpath*:topics/*.yaml", folder.toAbsolutePath().toUri() + "*.yaml"))
            for (var file : resolver.getResources(place)) files.put(String.valueOf(file.getFilename()), file);
        var topics = new LinkedHashMap<String, Topic>();
        var wrong = new ArrayList<String>();
        for (var file : files.entrySet()) {
            var text = file.getValue().getContentAsString(StandardCharsets.UTF_8);
            try {
                for (var topic : read(text))
                    if (topics.put(topic.code(), topic) != null)
                        wrong.add(file.getKey() + ": " + topic.code() + " is there twice");
            } catch (RuntimeException unfit) {
                wrong.add(file.getKey() + ": " + unfit.getMessage());
            }
        }
        if (!wrong.isEmpty())
            throw new IllegalStateException("The topics cannot be offered:\n  " + String.join("\n  ", wrong));
        return topics;
    }

    static List<Topic> read(String yaml) {
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        var file = map(loaded, "the file");
        var cassetto = cassetto(file.get("cassetto"));
        var usual = days(file.get("workingDays"), USUAL_DAYS, "workingDays");
        var all = new ArrayList<Topic>();
        for (var group : list(file.get("groups"), "groups")) {
            var above = map(group, "a group");
            var code = code(above.get("code"));
            for (var each : list(above.get("topics"), code + ".topics")) {
                var topic = map(each, "a topic of " + code);
                var own = code(topic.get("code"));
                all.add(new Topic(cassetto, code, own, days(topic.get("workingDays"), usual, own)));
            }
        }
        return all;
    }

    private static Cassetto cassetto(@Nullable Object name) {
        for (var one : Cassetto.values()) if (one.name().equals(name)) return one;
        throw new IllegalArgumentException("cassetto: one of " + List.of(Cassetto.values()));
    }

    private static String code(@Nullable Object code) {
        if (code instanceof String text && text.matches("[a-z0-9]+([.-][a-z0-9]+)*")) return text;
        throw new IllegalArgumentException("code: small letters, digits, dots and dashes, not '" + code + "'");
    }

    private static int days(@Nullable Object days, int usual, String where) {
        if (days == null) return usual;
        if (days instanceof Integer number && number >= 0 && number <= 365) return number;
        throw new IllegalArgumentException(where + ": workingDays: from 0 to 365, not '" + days + "'");
    }

    private static Map<?, ?> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) return map;
        throw new IllegalArgumentException(what + " is not a list of named values");
    }

    private static List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list && !list.isEmpty()) return list;
        throw new IllegalArgumentException(what + ": at least one is needed");
    }
}
