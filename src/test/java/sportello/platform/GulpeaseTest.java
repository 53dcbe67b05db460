package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The index against sums done by hand.
class GulpeaseTest {

    /// 4 words, 17 letters, 1 sentence: 89 + (300 − 170) / 4 = 121.5, which is more than all.
    @Test
    void isNeverMoreThanAHundred() {
        assertThat(Gulpease.of("Anna ha preso appuntamento.")).isBetween(99, 100);
        assertThat(Gulpease.of("")).isEqualTo(100);
    }

    /// 20 words, 120 letters, 1 sentence: 89 + (300 − 1200) / 20 = 44.
    @Test
    void fallsWithLongWordsInALongSentence() {
        assertThat(Gulpease.of("parola ".repeat(20).strip() + ".")).isEqualTo(44);
    }

    /// The same words in four sentences: 89 + (1200 − 1200) / 20 = 89.
    @Test
    void risesWithEverySentence() {
        var five = "parola ".repeat(5).strip();
        assertThat(Gulpease.of(five + ". " + five + "! " + five + "? " + five + "."))
                .isEqualTo(89);
    }

    @Test
    void endsASentenceWithItsParagraph() {
        var five = "parola ".repeat(5).strip();
        assertThat(Gulpease.of(five + "\n\n" + five)).isEqualTo(Gulpease.of(five + ". " + five + "."));
    }

    /// 12 words of 57 letters in one sentence: 89 + (300 − 570) / 12 = 66.5.
    @Test
    void countsAnArticleBeforeItsApostropheAsAWord() {
        assertThat(Gulpease.of("Quel giorno l'ufficio ti chiama al numero che hai lasciato qui"))
                .isEqualTo(Math.round(89 + (300 - 10 * 51) / 12f));
    }

    @Test
    void readsNoAddress() {
        assertThat(Gulpease.of("Entra da qui: https://sportello.example.it/appointments/0198c0de-0000-7000"))
                .isEqualTo(Gulpease.of("Entra da qui:"));
    }

    /// An hour or an abbreviation ends no sentence unless a blank follows.
    @Test
    void isNotDeceivedByAPointInsideANumber() {
        assertThat(Gulpease.of("parola ".repeat(10) + "9.20 " + "parola ".repeat(10)))
                .isLessThan(Gulpease.of("parola ".repeat(10) + "9. 20 " + "parola ".repeat(10)));
    }
}
