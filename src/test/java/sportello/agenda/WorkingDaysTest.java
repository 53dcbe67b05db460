package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.identity.Actor;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.SportelloTest;

/// Rule G3, as a question's days are counted (rule C4).
class WorkingDaysTest {

    @ParameterizedTest
    @CsvSource({
        "2027-03-01, 1, 2027-03-02",
        "2027-03-01, 5, 2027-03-08",
        "2027-03-05, 1, 2027-03-08",
        "2027-03-06, 1, 2027-03-08",
        "2027-03-24, 5, 2027-04-01",
        "2026-12-23, 3, 2026-12-29",
        "2027-03-01, 0, 2027-03-01"
    })
    void weekendsAndHolidaysDoNotCount(LocalDate from, int days, LocalDate last) {
        var anywhere = ClosuresTest.office(null, false);
        assertThat(OfficeWorkingDays.count(from, days, day -> Closures.closed(anywhere, day)))
                .isEqualTo(last);
    }

    @Nested
    @SportelloTest
    class OfAnOffice {

        @Autowired
        WorkingDays days;

        @Autowired
        Offices offices;

        @Autowired
        Agenda agenda;

        @Test
        void itsPatronAndItsExtraordinaryClosuresDoNotCount() {
            var office = offices.open(new Office(
                    UUID.randomUUID(),
                    "Sede",
                    OfficeKind.DIREZIONE_PROVINCIALE,
                    "Comune",
                    "XX",
                    MonthDay.of(3, 3),
                    false));
            assertThat(days.after(office.id(), LocalDate.of(2027, 3, 2), 1)).isEqualTo("2027-03-04");
            agenda.close(office.id(), LocalDate.of(2027, 3, 4), "sciopero", new Actor.System("test"));
            assertThat(days.after(office.id(), LocalDate.of(2027, 3, 2), 1)).isEqualTo("2027-03-05");
        }
    }
}
