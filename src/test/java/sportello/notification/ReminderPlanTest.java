package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.notification.QuietHoursTest.rome;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import sportello.notification.ReminderPlan.Due;
import sportello.notification.ReminderPlan.Kind;

/// Rule G8, at its edges.
class ReminderPlanTest {

    static final ReminderPlan PLAN = new ReminderPlan(Duration.ofHours(48), LocalTime.of(8, 0));
    static final Instant THURSDAY_0920 = rome("2027-03-04T09:20");
    static final Instant TUESDAY_0920 = rome("2027-03-02T09:20");
    static final Due ON_THE_DAY = new Due(Kind.DAY, rome("2027-03-04T08:00"));

    @Test
    void remembersTwoDaysBeforeAndOnTheDay() {
        assertThat(PLAN.of(THURSDAY_0920, rome("2027-03-01T10:00")))
                .containsExactly(new Due(Kind.BEFORE, TUESDAY_0920), ON_THE_DAY);
    }

    @Test
    void remembersOnlyOnTheDayWhatIsBookedLessThanTwoDaysBefore() {
        assertThat(PLAN.of(THURSDAY_0920, TUESDAY_0920)).hasSize(2);
        assertThat(PLAN.of(THURSDAY_0920, TUESDAY_0920.plusSeconds(60))).containsExactly(ON_THE_DAY);
    }

    @Test
    void remembersNothingOfWhatIsBookedOnTheDayItself() {
        assertThat(PLAN.of(THURSDAY_0920, rome("2027-03-04T08:01"))).isEmpty();
    }

    @Test
    void remembersNothingAfterTheHour() {
        assertThat(PLAN.of(rome("2027-03-04T08:00"), rome("2027-03-04T07:00"))).isEmpty();
    }

    @Test
    void countsHoursOverAClockChangeAndTheDayByTheClock() {
        var afterMarch = rome("2027-03-29T09:20");
        assertThat(PLAN.at(Kind.BEFORE, afterMarch)).isEqualTo(rome("2027-03-27T08:20"));
        assertThat(PLAN.at(Kind.DAY, rome("2027-03-28T09:20"))).isEqualTo(Instant.parse("2027-03-28T06:00:00Z"));
        var afterOctober = rome("2027-11-01T09:20");
        assertThat(PLAN.at(Kind.BEFORE, afterOctober)).isEqualTo(rome("2027-10-30T10:20"));
        assertThat(PLAN.at(Kind.DAY, rome("2027-10-31T09:20"))).isEqualTo(Instant.parse("2027-10-31T07:00:00Z"));
    }

    @Test
    void leavesTheEarlierOneOutOnceTheDayIsThere() {
        assertThat(PLAN.overtaken(Kind.BEFORE, THURSDAY_0920, rome("2027-03-04T07:59")))
                .isFalse();
        assertThat(PLAN.overtaken(Kind.BEFORE, THURSDAY_0920, rome("2027-03-04T08:00")))
                .isTrue();
        assertThat(PLAN.overtaken(Kind.DAY, THURSDAY_0920, rome("2027-03-04T08:00")))
                .isFalse();
    }
}
