package sportello.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.platform.Gulpease;

/// What people read on their pages is plain Italian: Gulpease 60 and more for every text of a dozen words and more. A
/// label says nothing about sentences and is left out.
class PlainItalianTest {

    private static final int EASY_ENOUGH = 60;
    private static final int LONG_ENOUGH = 12;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "appointment",
                "book",
                "busy",
                "code",
                "delegation",
                "delegations",
                "device",
                "entrance",
                "error",
                "field",
                "help",
                "home",
                "line",
                "login",
                "notice",
                "recording",
                "refusal",
                "wait",
                "waiting"
            })
    void isReadByWhoLeftSchoolAtFourteen(String area) throws IOException {
        var hard = new TreeMap<String, String>();
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/words/it", area + ".properties"))) {
            texts.load(reader);
        }
        texts.forEach((key, text) -> {
            var said = said(text.toString()).replaceAll("\\s*\\|\\s*", "\n\n");
            int index = Gulpease.of(said);
            if (WORD.matcher(said).results().count() >= LONG_ENOUGH && index < EASY_ENOUGH)
                hard.put(key.toString(), index + ": " + said);
        });
        assertThat(hard).isEmpty();
    }

    /// With what might stand there: a name, or a number where one is counted.
    private static String said(String text) {
        var format = new MessageFormat(text, Locale.ITALIAN);
        var facts = new HashMap<String, Object>();
        for (var name : format.getArgumentNames()) {
            boolean counted = Pattern.compile("\\{" + name + ",\\s*(plural|number|selectordinal)")
                    .matcher(text)
                    .find();
            facts.put(name, counted ? (Object) 3 : "Anna");
        }
        return format.format(facts);
    }
}
