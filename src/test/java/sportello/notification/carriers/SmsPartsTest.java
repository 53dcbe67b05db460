package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// As few messages as a text needs, and no sign lost or torn.
class SmsPartsTest {

    @Test
    void keepsTheAccentsOfItalianInOneOrdinaryMessage() {
        var sms = SmsParts.of("Perché no? È già lunedì, più o meno: ciò è così. Costa 5 €.");
        assertThat(sms.everySign()).isFalse();
        assertThat(sms.parts()).hasSize(1);
        assertThat(Gsm7.decode(sms.parts().getFirst()))
                .isEqualTo("Perché no? E' già lunedì, più o meno: ciò è così. Costa 5 €.");
    }

    @Test
    void writesTheSignsAsTheAlphabetHasThem() {
        assertThat(Gsm7.encode("@èéùìòÉà")).containsExactly(0x00, 0x04, 0x05, 0x06, 0x07, 0x08, 0x1F, 0x7F);
        assertThat(Gsm7.encode("€[")).containsExactly(0x1B, 0x65, 0x1B, 0x3C);
        assertThat(Gsm7.encode("Đ")).isNull();
    }

    @Test
    void writesQuotesAndDashesPlainly() {
        assertThat(Gsm7.plainly("l’ora «nuova» – oggi…")).isEqualTo("l'ora \"nuova\" - oggi...");
    }

    @Test
    void isOneAtTheEdgeAndTwoOneSignLater() {
        assertThat(SmsParts.of("a".repeat(160)).parts()).hasSize(1);
        assertThat(SmsParts.of("a".repeat(161)).parts())
                .extracting(part -> part.length)
                .containsExactly(153, 8);
        assertThat(SmsParts.of("ж".repeat(70)).parts()).hasSize(1);
        assertThat(SmsParts.of("ж".repeat(71)).parts())
                .extracting(part -> part.length)
                .containsExactly(134, 8);
    }

    @Test
    void tearsNoSignOfTwoSeptets() {
        var text = "a".repeat(152) + "€" + "b".repeat(20);
        var sms = SmsParts.of(text);
        assertThat(sms.parts()).extracting(part -> part.length).containsExactly(152, 22);
        assertThat(Gsm7.decode(sms.parts().get(0)) + Gsm7.decode(sms.parts().get(1)))
                .isEqualTo(text);
    }

    @Test
    void tearsNoSignOfTwoUnits() {
        var text = "a".repeat(66) + "😀" + "b".repeat(20);
        var sms = SmsParts.of(text);
        assertThat(sms.everySign()).isTrue();
        assertThat(sms.parts()).extracting(part -> part.length).containsExactly(132, 44);
        assertThat(sms.parts().stream()
                        .map(part -> new String(part, StandardCharsets.UTF_16BE))
                        .reduce("", String::concat))
                .isEqualTo(text);
    }
}
