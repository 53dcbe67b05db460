package sportello.notification.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Item 13 of issue 5: a text is plain, with named placeholders, and never a template that runs.
class WordingTest {

    static final Map<String, Object> FACTS = Map.of("day", "giovedì 4 marzo", "hour", "9:20", "code", "402917");

    @Test
    void putsItsValueWhereAPlaceholderStands() {
        assertThat(new Wording("Ti aspettiamo {day} alle {hour}.").say(FACTS))
                .isEqualTo("Ti aspettiamo giovedì 4 marzo alle 9:20.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{code, select, 402917 {indovinato} other {no}}",
                "{hour, plural, one {#} other {#}}",
                "${T(java.lang.Runtime).getRuntime()}",
                "#{code}!",
                "{{code.class}}",
                "{code.length}",
                "{0}",
                "<script>{day.x}</script>",
                "%s %d \\u0041 $1"
            })
    void takesEverythingElseAsItStands(String text) {
        assertThat(new Wording(text).say(Map.of("other", "x"))).isEqualTo(text.replace("{code}", ""));
    }

    /// What a person typed into a name is a name.
    @Test
    void looksIntoNoValue() {
        assertThat(new Wording("Ciao {other}.").say(Map.of("other", "{code} $1 \\", "code", "402917")))
                .isEqualTo("Ciao {code} $1 \\.");
    }

    @Test
    void leavesNoGapWhereAValueIsMissing() {
        assertThat(new Wording("Alle {hour}. {how} Non puoi?").say(FACTS)).isEqualTo("Alle 9:20. Non puoi?");
        assertThat(new Wording("Uno\n\n{near}\n\nDue").say(FACTS)).isEqualTo("Uno\n\nDue");
        assertThat(new Wording("Uno\n\n{near}\n\nDue").paragraphs(FACTS)).containsExactly("Uno", "Due");
    }

    @Test
    void letsNoValueBeginAParagraph() {
        assertThat(new Wording("Con {other}.\n\nA presto.").paragraphs(Map.of("other", "A\n\nB")))
                .hasSize(2);
    }
}
