package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.offices.Office;
import sportello.offices.OfficeKind;

class ClosuresTest {

    final Office anywhere = office(null, false);

    static Office office(@Nullable MonthDay patron, boolean bolzano) {
        return new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", patron, bolzano);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-01",
                "2027-01-06",
                "2027-03-29",
                "2027-04-25",
                "2027-05-01",
                "2027-06-02",
                "2027-08-15",
                "2027-10-04",
                "2027-11-01",
                "2027-12-08",
                "2027-12-25",
                "2027-12-26"
            })
    void everyOfficeIsClosed(LocalDate day) {
        assertThat(Closures.closed(anywhere, day)).isTrue();
    }

    @Test
    void theYearHasNoOtherClosuresButEaster() {
        assertThat(Closures.national(2027)).hasSize(13).contains(LocalDate.of(2027, 3, 28));
    }

    @Test
    void theFourthOfOctoberFrom2026() {
        assertThat(Closures.closed(anywhere, LocalDate.of(2025, 10, 4))).isFalse();
        assertThat(Closures.closed(anywhere, LocalDate.of(2026, 10, 4))).isTrue();
    }

    @Test
    void easterMondayMovesWithEaster() {
        for (var monday : List.of("2026-04-06", "2027-03-29", "2028-04-17", "2038-04-26"))
            assertThat(Closures.closed(anywhere, LocalDate.parse(monday))).isTrue();
    }

    @Test
    void thePatronDayClosesItsOwnMunicipalityOnly() {
        var bologna = office(MonthDay.of(10, 4), false);
        var milan = office(MonthDay.of(12, 7), false);
        assertThat(Closures.closed(milan, LocalDate.of(2027, 12, 7))).isTrue();
        assertThat(Closures.closed(bologna, LocalDate.of(2027, 12, 7))).isFalse();
    }

    @Test
    void whitMondayClosesBolzanoOnly() {
        var whitMonday = LocalDate.of(2027, 5, 17);
        assertThat(Closures.closed(office(null, true), whitMonday)).isTrue();
        assertThat(Closures.closed(anywhere, whitMonday)).isFalse();
    }
}
