package sportello.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule G11: whatever is said in Italian is said in English too, and whatever a template says exists.
class WordsTest {

    private static final Path WORDS = Path.of("src/main/resources/words");
    private static final List<String> PUBLIC_PAGES =
            List.of("src/main/jte/citizen", "src/main/jte/component", "src/main/java/sportello/web/citizen");
    private static final Pattern COMMENT = Pattern.compile("///.*");
    private static final Pattern SAID = Pattern.compile("\\bsay\\(\"([a-z][A-Za-z0-9_.-]*[A-Za-z0-9])\"[,)]");

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(keys("en")).isEqualTo(keys("it"));
    }

    /// Messages reach people in their language before there are pages in it.
    @ParameterizedTest
    @ValueSource(strings = {"message", "service", "refusal", "invitation"})
    void everyLanguageHasAllTheWordsOfMessages(String area) {
        for (var language : languages())
            assertThat(keys(language, area)).as(language).isEqualTo(keys("it", area));
    }

    /// What a language has of an area it has whole.
    @Test
    void noLanguageBeginsAnAreaWithoutEndingIt() {
        for (var language : languages())
            for (var area : areas(language))
                assertThat(keys(language, area)).as(language).isEqualTo(keys("it", area));
    }

    @Test
    void everyTextATemplateAsksForExists() {
        var known = keys("it");
        var missing = new TreeSet<String>();
        for (var root : new String[] {"src/main/jte", "src/main/java/sportello/web"})
            said(Path.of(root)).filter(key -> !known.contains(key)).forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    private static Stream<String> said(Path root) {
        return files(root)
                .flatMap(file -> SAID.matcher(COMMENT.matcher(read(file)).replaceAll(""))
                        .results()
                        .map(found -> found.group(1)));
    }

    /// Who reads the public's pages in a language finds no word of another on them.
    @Test
    void everyLanguageWithPagesSaysAllThatThePublicReads() {
        for (var language : languages()) {
            var known = keys(language);
            var missing = new TreeSet<String>();
            for (var root : PUBLIC_PAGES)
                said(Path.of(root)).filter(key -> !known.contains(key)).forEach(missing::add);
            assertThat(missing).as(language).isEmpty();
        }
    }

    @Test
    void everyTextIsOneThatCanBeSaid() {
        for (var language : languages())
            texts(language)
                    .forEach((key, text) -> assertThatCode(() -> new MessageFormat(text, Locale.of(language)))
                            .as(language + " " + key)
                            .doesNotThrowAnyException());
    }

    private static Map<String, String> texts(String language) {
        var texts = new TreeMap<String, String>();
        files(WORDS.resolve(language))
                .map(WordsTest::properties)
                .forEach(area -> area.stringPropertyNames().forEach(key -> texts.put(key, area.getProperty(key))));
        return texts;
    }

    private static List<String> languages() {
        try (var folders = Files.list(WORDS)) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> areas(String language) {
        return files(WORDS.resolve(language))
                .map(file -> file.getFileName().toString().replace(".properties", ""))
                .toList();
    }

    private static Set<String> keys(String language, String area) {
        return keys(files(WORDS.resolve(language)).filter(file -> file.endsWith(area + ".properties")));
    }

    private static Set<String> keys(String language) {
        return keys(files(WORDS.resolve(language)));
    }

    private static Set<String> keys(Stream<Path> files) {
        return files.flatMap(file -> properties(file).stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties properties(Path file) {
        var area = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            area.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return area;
    }

    private static Stream<Path> files(Path root) {
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
