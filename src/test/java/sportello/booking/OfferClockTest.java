package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.platform.ProductClock;

class OfferClockTest {

    static final Duration TWO_HOURS = Duration.ofHours(2);

    final OfferClock clock = new OfferClock(LocalTime.of(21, 0), LocalTime.of(8, 0), Duration.ofMinutes(10));

    static Instant rome(String at) {
        return LocalDateTime.parse(at).atZone(ProductClock.ROME).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        // Days ahead: the policy's two hours.
        "2027-03-01T10:00, 2027-03-04T09:00, 2027-03-01T12:00",
        // It stands still at night: one hour this evening, the other tomorrow.
        "2027-03-01T20:00, 2027-03-04T09:00, 2027-03-02T09:00",
        "2027-03-01T23:30, 2027-03-04T09:00, 2027-03-02T10:00",
        "2027-03-01T03:00, 2027-03-04T09:00, 2027-03-01T10:00",
        // An end on the stroke of nine in the evening is the next morning's eight.
        "2027-03-01T19:00, 2027-03-04T09:00, 2027-03-02T08:00",
        "2027-03-01T18:59, 2027-03-04T09:00, 2027-03-01T20:59",
        // Shorter as the hour nears: a quarter of the waking time left.
        "2027-03-01T16:00, 2027-03-02T09:00, 2027-03-01T17:30",
        "2027-03-01T20:00, 2027-03-02T09:00, 2027-03-01T20:30",
        "2027-03-01T23:00, 2027-03-02T09:00, 2027-03-02T08:15",
    })
    void endsWhenItsWakingTimeIsOver(String now, String hour, String until) {
        assertThat(clock.until(rome(now), rome(hour), TWO_HOURS)).contains(rome(until));
    }

    @Test
    void isNotMadeWhenTooLittleTimeIsLeftForTurns() {
        assertThat(clock.until(rome("2027-03-01T22:00"), rome("2027-03-02T08:40"), TWO_HOURS))
                .contains(rome("2027-03-02T08:10"));
        assertThat(clock.until(rome("2027-03-01T22:00"), rome("2027-03-02T08:39"), TWO_HOURS))
                .isEqualTo(Optional.empty());
    }

    @Test
    void neverEndsAtNightNorAfterItsHourAlsoWhenTheClocksChange() {
        var random = new Random(20270328);
        for (int i = 0; i < 20_000; i++) {
            var now = LocalDate.of(2027, 3, 20)
                    .atStartOfDay(ProductClock.ROME)
                    .toInstant()
                    .plusSeconds(random.nextLong(Duration.ofDays(230).toSeconds()));
            var startsAt = now.plusSeconds(random.nextLong(Duration.ofDays(3).toSeconds()));
            clock.until(now, startsAt, TWO_HOURS).ifPresent(until -> {
                assertThat(until).isAfter(now).isBefore(startsAt);
                assertThat(ProductClock.inRome(until).toLocalTime())
                        .isBetween(LocalTime.of(8, 0), LocalTime.of(20, 59, 59));
            });
        }
    }
}
