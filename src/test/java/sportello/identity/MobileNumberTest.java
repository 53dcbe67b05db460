package sportello.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.identity.MobileNumber.Reading;

/// Rule G7: what can receive an SMS, however it was typed.
class MobileNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3331234567",
                "333 123 4567",
                "+39 333.123.4567",
                "0039 333-1234567",
                "333/1234567",
                " 3331234567 "
            })
    void anItalianMobileIsReadHoweverItIsTyped(String typed) {
        assertThat(MobileNumber.read(typed)).isEqualTo(new Reading.Mobile("+393331234567"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"051 123456", "+39 06 59051", "0471 996611", "+49 30 901820"})
    void aFixedLineIsToldFromAMobile(String typed) {
        assertThat(MobileNumber.read(typed)).isEqualTo(new Reading.Landline());
        assertThat(MobileNumber.is(typed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "ciao", "12", "+39 333", "33312345678901", "3331234567 3331234567 3331234567 333"})
    void whatIsNoNumberIsNone(String typed) {
        assertThat(MobileNumber.read(typed)).isEqualTo(new Reading.NoNumber());
    }

    @Test
    void aMobileFromAbroadTakesItsPrefix() {
        assertThat(MobileNumber.e164("+49 151 23456789")).hasValue("+4915123456789");
        assertThat(MobileNumber.e164("+43 664 1234567")).hasValue("+436641234567");
    }

    /// The quick test never says otherwise than the library.
    @Test
    void everyItalianMobileOfTenFiguresIsOneForTheLibraryToo() {
        qt().forAll(integers().between(320_000_000, 399_999_999), integers().between(0, 9))
                .check((nine, last) -> {
                    var typed = nine + "" + last;
                    return MobileNumber.read(typed).equals(asTheLibrarySays(typed));
                });
    }

    private static Reading asTheLibrarySays(String typed) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(typed, "IT");
            if (!numbers.isValidNumber(number)) return new Reading.NoNumber();
            return numbers.getNumberType(number) == PhoneNumberType.MOBILE
                    ? new Reading.Mobile(numbers.format(number, PhoneNumberFormat.E164))
                    : new Reading.Landline();
        } catch (NumberParseException notANumber) {
            return new Reading.NoNumber();
        }
    }
}
