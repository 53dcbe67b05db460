package sportello.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.identity.FiscalCode.Check;

/// Rule G1.
class FiscalCodeTest {

    private static final String OMOCODIA = "LMNPQRSTUV";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RSSMRA80A01H501U",
                "RSSMRA80A01H50MM",
                "RSSMRA80A01H5LMX",
                "RSSMRAULALMHRLMD",
                "CCCFBA85D03L219P",
                "CCCFBA85D03L21VE"
            })
    void isRightPlainOrWithOmocodia(String code) {
        assertThat(Check.of(code)).isEqualTo(Check.RIGHT);
    }

    @Test
    void isReadAsPeopleTypeIt() {
        assertThat(FiscalCode.parse(" rssmra 80a01 h501u ").orElseThrow().value())
                .isEqualTo("RSSMRA80A01H501U");
    }

    @Test
    void twoFormsOfOnePersonStayTwo() {
        assertThat(FiscalCode.parse("RSSMRA80A01H501U")).isNotEqualTo(FiscalCode.parse("RSSMRA80A01H50MM"));
    }

    @Test
    void isNeverShownByAccident() {
        assertThat(new FiscalCode("RSSMRA80A01H501U")).hasToString("FiscalCode[…]");
    }

    @Test
    void isMadeOnlyFromTheTidyForm() {
        assertThatThrownBy(() -> new FiscalCode("rssmra80a01h501u")).isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class WhenWrong {

        @ParameterizedTest
        @CsvSource({
            "'', EMPTY",
            "'   ', EMPTY",
            "RSSMRA80A01H501, TOO_SHORT",
            "RSSMRA80A01H501UU, TOO_LONG",
            "RSSMRA80A01H501A, WRONG_CONTROL",
            "RSSMRA80F01H501U, WRONG_SHAPE",
            "RSSMRA80A01H501?, WRONG_SHAPE",
            "1SSMRA80A01H501U, WRONG_SHAPE",
            "RSSMRAA0A01H501U, WRONG_SHAPE"
        })
        void saysWhy(String typed, Check why) {
            assertThat(Check.of(typed)).isEqualTo(why);
        }

        @Test
        void daysEndAtThirtyOneAndSeventyOne() {
            assertThat(Check.of(withControl("RSSMRA80A31H501"))).isEqualTo(Check.RIGHT);
            assertThat(Check.of(withControl("RSSMRA80A32H501"))).isEqualTo(Check.WRONG_SHAPE);
            assertThat(Check.of(withControl("RSSMRA80A00H501"))).isEqualTo(Check.WRONG_SHAPE);
            assertThat(Check.of(withControl("RSSMRA80A40H501"))).isEqualTo(Check.WRONG_SHAPE);
            assertThat(Check.of(withControl("RSSMRA80A41H501"))).isEqualTo(Check.RIGHT);
            assertThat(Check.of(withControl("RSSMRA80A71H501"))).isEqualTo(Check.RIGHT);
            assertThat(Check.of(withControl("RSSMRA80A72H501"))).isEqualTo(Check.WRONG_SHAPE);
        }

        @Test
        void aDayInOmocodiaIsADayToo() {
            assertThat(Check.of(withControl("RSSMRA80APNH501"))).isEqualTo(Check.WRONG_SHAPE); // 32
            assertThat(Check.of(withControl("RSSMRA80APMH501"))).isEqualTo(Check.RIGHT); // 31
        }
    }

    @Nested
    class Provisional {

        @ParameterizedTest
        @ValueSource(strings = {"12345678903", "80078750587"})
        void isElevenDigitsWithTheirOwnControl(String code) {
            assertThat(Check.of(code)).isEqualTo(Check.RIGHT);
        }

        @Test
        void isRefusedWithAnyOtherControl() {
            for (char last = '0'; last <= '9'; last++) {
                assertThat(Check.of("1234567890" + last)).isEqualTo(last == '3' ? Check.RIGHT : Check.WRONG_CONTROL);
            }
        }

        @Test
        void isNotAllZeros() {
            assertThat(Check.of("00000000000")).isEqualTo(Check.WRONG_SHAPE);
        }

        @Test
        void noticesEveryWrongDigit() {
            qt().forAll(
                            longs().between(1, 9_999_999_999L),
                            integers().between(0, 9),
                            integers().between(1, 9))
                    .check((number, place, more) -> {
                        var ten = "%010d".formatted(number);
                        var right = "";
                        for (char c = '0'; c <= '9'; c++) if (Check.of(ten + c) == Check.RIGHT) right = ten + c;
                        var wrong = new StringBuilder(right);
                        wrong.setCharAt(place, (char) ('0' + (right.charAt(place) - '0' + more) % 10));
                        return right.length() == 11 && Check.of(wrong.toString()) != Check.RIGHT;
                    });
        }
    }

    @Test
    void eachOmocodeHasExactlyOneControlCharacter() {
        qt().forAll(
                        integers().between(0, 127),
                        integers().between(0, 99),
                        integers().between(1, 31))
                .check((mask, year, day) -> {
                    var code = omocode("RSSMRA%02dA%02dH501".formatted(year, day), mask);
                    int right = 0;
                    for (char c = 'A'; c <= 'Z'; c++) if (Check.of(code + c) == Check.RIGHT) right++;
                    return right == 1;
                });
    }

    @Test
    void noCharacterOfAPlaceCanBeMistakenForAnotherUnnoticed() {
        var code = "RSSMRA80A01H501U";
        qt().forAll(integers().between(0, 5), integers().between(0, 25)).check((place, letter) -> {
            var typed = new StringBuilder(code);
            typed.setCharAt(place, (char) ('A' + letter));
            return Check.of(typed.toString()) == Check.RIGHT == typed.toString().equals(code);
        });
    }

    private static String withControl(String fifteen) {
        for (char c = 'A'; c <= 'Z'; c++) if (Check.of(fifteen + c) == Check.RIGHT) return fifteen + c;
        return fifteen + "A";
    }

    /// The seven digits, from the right, each made a letter where the mask says so.
    private static String omocode(String fifteen, int mask) {
        var places = new int[] {14, 13, 12, 10, 9, 7, 6};
        var code = new StringBuilder(fifteen);
        for (int i = 0; i < places.length; i++) {
            if ((mask >> i & 1) == 1) {
                code.setCharAt(places[i], OMOCODIA.charAt(code.charAt(places[i]) - '0'));
            }
        }
        return code.toString();
    }

    @Test
    void holdsTheDayOfBirthButNotTheCentury() {
        var code = new FiscalCode("RSSMRA80A01H501U");
        assertThat(code.suits(LocalDate.of(1980, 1, 1))).isTrue();
        assertThat(code.suits(LocalDate.of(1980, 1, 2))).isFalse();
        assertThat(code.suits(LocalDate.of(1980, 2, 1))).isFalse();
        assertThat(code.suits(LocalDate.of(1981, 1, 1))).isFalse();
        assertThat(code.suits(LocalDate.of(1880, 1, 1))).isTrue();
        assertThat(new FiscalCode("RSSMRAULALMHRLMD").suits(LocalDate.of(1980, 1, 1)))
                .as("written with omocodia")
                .isTrue();
    }

    @Test
    void countsAWomansDayFromForty() {
        var code = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .mapToObj(last -> FiscalCode.parse("RSSMRA80E54H501" + (char) last))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        assertThat(code.suits(LocalDate.of(1980, 5, 14))).isTrue();
    }

    @Test
    void aProvisionalOneHoldsNoDay() {
        var code = FiscalCode.parse("12345678903").orElseThrow();
        assertThat(code.suits(LocalDate.of(1980, 1, 1))).isFalse();
    }
}
