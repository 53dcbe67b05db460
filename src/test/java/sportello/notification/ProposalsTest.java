package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.notification.QuietHoursTest.rome;
import static sportello.notification.Told.THURSDAY_0920;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import sportello.agenda.Agenda;
import sportello.identity.Actor;
import sportello.testing.SportelloTest;

/// What the office calls off says where else there is room, as it is when that is written (item 12 of issue 5).
@SportelloTest
class ProposalsTest {

    @Autowired
    ApplicationContext beans;

    @Autowired
    Agenda agenda;

    Told told;

    @BeforeEach
    void aCounter() {
        told = new Told(beans);
    }

    @AfterEach
    void backToNow() {
        told.clock.reset();
    }

    @Test
    void areTheNearestFreeHoursWithTheLinkToChoose() {
        var appointment = told.booked(THURSDAY_0920);
        told.booked(told.person("Bruno"), rome("2027-03-04T09:40"));
        told.bookings.cancel(appointment.id(), told.carla, "office closed");
        assertThat(told.arrived(appointment, "called-off"))
                .contains("giovedì 4 marzo, ore 9:00", "giovedì 4 marzo, ore 10:00", "/r/" + appointment.reference())
                .doesNotContain("ore 9:40")
                .doesNotContain("; giovedì 4 marzo, ore 9:20");
        assertThat(told.notices(Locale.ITALIAN).getFirst().paragraphs())
                .anyMatch(paragraph -> paragraph.startsWith("Le ore libere più vicine: giovedì 4 marzo, ore "));
    }

    @Test
    void areLeftOutWhereThereIsNone() {
        var appointment = told.booked(THURSDAY_0920);
        agenda.days(Told.SERVICE, told.counter.id(), told.clock.instant())
                .forEach(day -> agenda.close(told.counter.office(), day.day(), "chiuso", new Actor.System("test")));
        told.bookings.cancel(appointment.id(), told.carla, "office closed");
        assertThat(told.arrived(appointment, "called-off"))
                .doesNotContain("ore libere")
                .contains("Ci dispiace.\n\nScegli un'altra ora: ");
    }

    /// Whoever gives it up knows where to book.
    @Test
    void areForTheOfficesCancellationsAlone() {
        var appointment = told.booked(THURSDAY_0920);
        told.bookings.cancel(appointment.id(), told.dario, "given up");
        assertThat(told.arrived(appointment, "given-up")).doesNotContain("ore libere");
    }
}
