package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that are put together only when a message leaves: each can be read, and none for who books by login speaks of
/// codes or of who delegates.
class MessageWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"it", "en", "de"})
    void canAllBePutTogether(String language) throws IOException {
        messages(language)
                .forEach((key, text) -> assertThatCode(() -> new MessageFormat(text.toString(), Locale.of(language)))
                        .as("%s in %s", key, language)
                        .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @ValueSource(strings = {"it", "en", "de"})
    void sayNothingOfCodesToWhoBooksByLogin(String language) throws IOException {
        var texts = messages(language);
        texts.stringPropertyNames().stream()
                .filter(key -> key.contains("." + Family.BOOKER + "."))
                .forEach(key -> assertThat(texts.getProperty(key))
                        .as(key)
                        .doesNotContain("{code}", "{other}", "{link}, ")
                        .doesNotContainIgnoringCase("delegat"));
    }

    /// What travels outside the reserved area leads into it (rule G8): the short message to where one moves or cancels,
    /// the mail to each in one step.
    @ParameterizedTest
    @ValueSource(strings = {"it", "en", "de"})
    void remindersCarryTheWayToMoveAndToCancel(String language) throws IOException {
        var texts = messages(language);
        for (var reader : List.of("booker", "delegate"))
            for (var when : List.of("before", "day")) {
                var stem = "message.reminder-" + when + "." + reader;
                assertThat(texts.getProperty(stem + ".sms")).contains("{reply}");
                assertThat(texts.getProperty(stem + ".mail")).contains("{move}", "{cancel}");
            }
    }

    /// An official reads what each message was about.
    @ParameterizedTest
    @ValueSource(strings = {"it", "en"})
    void eachHasANameForTheOffice(String language) throws IOException {
        var office = words(language, "office");
        assertThat(messages(language).stringPropertyNames().stream()
                        .filter(key -> key.matches("message\\.(?!piece|date|calendar)[a-z-]+\\.[a-z]+\\.[a-z]+")
                                || key.endsWith(".notice.title"))
                        .map(key -> "office.message." + key.split("\\.")[1])
                        .filter(name -> !office.containsKey(name)))
                .isEmpty();
    }

    private static Properties messages(String language) throws IOException {
        return words(language, "message");
    }

    private static Properties words(String language, String area) throws IOException {
        var texts = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/words", language, area + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
