package sportello.notification.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.platform.Gulpease;
import sportello.platform.Words;
import sportello.testing.SportelloTest;

/// What the product ships passes its own rulings, and can be read by who left school at fourteen.
@SportelloTest
class ShippedTextsTest {

    static final String SERVICE = "delegation-web-meeting";
    static final int EASY_ENOUGH = 60;

    @Autowired
    ShippedTexts shipped;

    @Autowired
    Rulings rulings;

    @Autowired
    MadeUp madeUp;

    @Autowired
    SmsLength length;

    @Autowired
    Words words;

    /// Gulpease 60 and more, placeholders filled in; each text alone, title and body.
    @Test
    void everyMessageIsPlainItalian() {
        var hard = new TreeMap<String, Integer>();
        ids(Locale.ITALIAN).forEach(id -> {
            var text = shipped.of(id).orElseThrow();
            var facts = madeUp.facts(id);
            judge(
                    id.message() + " " + id.way(),
                    String.join("\n\n", text.wording().paragraphs(facts)),
                    hard);
            if (text.title() != null)
                judge(id.message() + " " + id.way() + " title", new Wording(text.title()).say(facts), hard);
        });
        words.area(Locale.ITALIAN, "message.piece.")
                .forEach((key, text) ->
                        judge(key, text.replaceAll("\\{count.*", "Le ore libere: mercoledì 3 marzo, ore 9:20."), hard));
        assertThat(hard).isEmpty();
    }

    private static void judge(String what, String text, Map<String, Integer> hard) {
        if (Gulpease.of(text) < EASY_ENOUGH) hard.put(what + ": " + text, Gulpease.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"it", "en", "de"})
    void passesTheRulingsThatTheBodysOwnTextsMustPass(String language) {
        assertThat(ids(Locale.of(language)))
                .allSatisfy(id -> assertThat(rulings.wrong(id, shipped.of(id).orElseThrow()))
                        .as("%s: %s", id, shipped.of(id))
                        .isEmpty());
    }

    /// Every placeholder of every text has a value in the preview, so none is left open there.
    @ParameterizedTest
    @ValueSource(strings = {"it", "en", "de"})
    void leavesNothingOpenThatIsNotKnown(String language) {
        assertThat(ids(Locale.of(language)))
                .allSatisfy(
                        id -> assertThat(shipped.of(id).orElseThrow().wording().placeholders())
                                .isSubsetOf(madeUp.facts(id).keySet()));
    }

    /// What must be there whatever else is said (rules D4, G8, D13).
    @Test
    void carriesTheCodeBySmsAloneAndTheWayOutInEveryReminder() {
        assertThat(ids(Locale.ITALIAN)).allSatisfy(id -> {
            var places = shipped.of(id).orElseThrow().wording().placeholders();
            if (id.way() != Way.SMS) assertThat(places).as("%s", id).doesNotContain("code");
            if (id.way() == Way.SMS && Set.of("delegate", "delegator").contains(id.reader()) && carriesACode(id))
                assertThat(places).as("%s", id).contains("code");
            if (id.occasion().startsWith("reminder-")
                    && Set.of("booker", "delegate").contains(id.reader()))
                assertThat(places)
                        .as("%s", id)
                        .containsAnyOf(id.way() == Way.NOTICE ? "hour" : "cancel", "reply", "how");
        });
    }

    private static boolean carriesACode(TextId id) {
        return Set.of("booked", "moved", "code", "reminder-before", "reminder-day", "calling")
                .contains(id.occasion());
    }

    @ParameterizedTest
    @ValueSource(strings = {"it", "en", "de"})
    void fitsTheAlphabetOfShortMessagesAndTwoOfThemAtMost(String language) {
        assertThat(ids(Locale.of(language)).filter(id -> id.way() == Way.SMS)).allSatisfy(id -> {
            var sms = length.of(shipped.of(id).orElseThrow().wording().say(madeUp.facts(id)));
            assertThat(sms.everySign()).as("%s", id).isFalse();
            assertThat(sms.parts()).as("%s", id).isLessThanOrEqualTo(2);
        });
    }

    private Stream<TextId> ids(Locale language) {
        return shipped.messages().entrySet().stream()
                .flatMap(message ->
                        message.getValue().stream().map(way -> new TextId(SERVICE, message.getKey(), way, language)));
    }
}
