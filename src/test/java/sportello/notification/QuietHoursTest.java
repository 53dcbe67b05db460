package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import sportello.platform.ProductClock;

class QuietHoursTest {

    static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

    @Test
    void beginAtNineInTheEvening() {
        assertThat(NIGHT.over(rome("2027-03-02T20:59"))).isNull();
        assertThat(NIGHT.over(rome("2027-03-02T21:00"))).isEqualTo(rome("2027-03-03T08:00"));
    }

    @Test
    void endAtEightInTheMorning() {
        assertThat(NIGHT.over(rome("2027-03-03T07:59"))).isEqualTo(rome("2027-03-03T08:00"));
        assertThat(NIGHT.over(rome("2027-03-03T08:00"))).isNull();
    }

    @Test
    void areAnHourShorterInMarchAndLongerInOctober() {
        assertThat(NIGHT.over(rome("2027-03-27T21:00"))).isEqualTo(Instant.parse("2027-03-28T06:00:00Z"));
        assertThat(NIGHT.over(rome("2027-10-30T21:00"))).isEqualTo(Instant.parse("2027-10-31T07:00:00Z"));
    }

    @Test
    void mayLieWithinADayOrNotBe() {
        var noon = new QuietHours(LocalTime.of(13, 0), LocalTime.of(15, 0));
        assertThat(noon.over(rome("2027-03-02T14:59"))).isEqualTo(rome("2027-03-02T15:00"));
        assertThat(noon.over(rome("2027-03-02T15:00"))).isNull();
        var never = new QuietHours(LocalTime.of(8, 0), LocalTime.of(8, 0));
        assertThat(never.over(rome("2027-03-02T08:00"))).isNull();
    }

    static Instant rome(String local) {
        return LocalDateTime.parse(local).atZone(ProductClock.ROME).toInstant();
    }
}
