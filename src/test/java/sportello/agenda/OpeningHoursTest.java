package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;

class OpeningHoursTest {

    static final Duration TWENTY = Duration.ofMinutes(20);
    static final LocalDate SPRING = LocalDate.of(2027, 3, 28);
    static final LocalDate AUTUMN = LocalDate.of(2027, 10, 31);
    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    static final LocalDate LAST = LocalDate.of(2028, 12, 31);

    static OpeningHours daily(String from, String to) {
        return new OpeningHours(List.of(
                new ServicePolicy.Opening(EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(to))));
    }

    static List<String> wall(List<OpeningHours.Stretch> slots) {
        return slots.stream()
                .map(slot -> slot.from().atZone(ProductClock.ROME).toLocalTime().toString())
                .toList();
    }

    @Test
    void theDelegationsTuesdayHasNineSlots() {
        var hours = new OpeningHours(List.of(new ServicePolicy.Opening(
                Set.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY), LocalTime.of(9, 0), LocalTime.of(12, 0))));
        var tuesday = LocalDate.of(2027, 3, 2);
        assertThat(wall(hours.slots(tuesday, TWENTY)))
                .containsExactly("09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00", "11:20", "11:40");
        assertThat(hours.slots(tuesday.plusDays(1), TWENTY)).isEmpty();
        assertThat(hours.slots(tuesday.plusDays(2), TWENTY)).hasSize(9);
    }

    @Test
    void aRemainderTooShortForOnePersonIsLeftOut() {
        assertThat(daily("09:00", "09:59").slots(SPRING, TWENTY)).hasSize(2);
        assertThat(daily("09:00", "10:00").slots(SPRING, TWENTY)).hasSize(3);
    }

    @Nested
    class OnTheDaysTheClocksChange {

        @Test
        void oneToSixInTheAfternoonStaysOneToSix() {
            for (var day : List.of(SPRING, AUTUMN)) {
                var slots = wall(daily("13:00", "18:00").slots(day, TWENTY));
                assertThat(slots).hasSize(15).startsWith("13:00").endsWith("17:40");
            }
        }

        @Test
        void aNightIsAnHourShorterInSpring() {
            assertThat(daily("00:00", "06:00").slots(SPRING, TWENTY)).hasSize(15);
            assertThat(daily("00:00", "06:00").slots(SPRING.plusDays(1), TWENTY))
                    .hasSize(18);
        }

        @Test
        void andAnHourLongerInAutumn() {
            assertThat(daily("00:00", "06:00").slots(AUTUMN, TWENTY)).hasSize(21);
        }

        @Test
        void anHourThatDoesNotExistIsNotOffered() {
            assertThat(daily("02:00", "03:00").slots(SPRING, TWENTY)).isEmpty();
            assertThat(wall(daily("02:20", "03:40").slots(SPRING, TWENTY))).containsExactly("03:00", "03:20");
            assertThat(wall(daily("01:00", "02:40").slots(SPRING, TWENTY))).containsExactly("01:00", "01:20", "01:40");
        }

        @Test
        void anHourThatComesTwiceIsOfferedTwice() {
            assertThat(daily("02:00", "03:00").slots(AUTUMN, TWENTY)).hasSize(6);
        }
    }

    @Test
    void everyDaySlotsFillTheOpeningHoursAsTheClockOnTheWallShowsThem() {
        qt().withExamples(400).forAll(openings(), integers().between(5, 90)).checkAssert((opening, length) -> {
            var hours = new OpeningHours(List.of(opening));
            for (var day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                var slots = hours.slots(day, Duration.ofMinutes(length));
                var open = hours.on(day);
                if (!opening.days().contains(day.getDayOfWeek()))
                    assertThat(slots).isEmpty();
                follows(day, opening, open);
                fill(slots, open, Duration.ofMinutes(length));
            }
        });
    }

    /// The first open moment reads as the policy's hour (or the first that exists), so does the end; the hour that
    /// comes twice may begin again, or end a first time, when it begins its second time.
    private static void follows(LocalDate day, ServicePolicy.Opening opening, List<OpeningHours.Stretch> open) {
        for (var stretch : open) {
            var from = stretch.from().atZone(ProductClock.ROME);
            var to = stretch.to().atZone(ProductClock.ROME);
            assertThat(from.toLocalDate()).isEqualTo(day);
            assertThat(shown(from.toLocalTime(), opening.from(), day) || changes(stretch.from(), day))
                    .isTrue();
            assertThat(shown(to.toLocalTime(), opening.to(), day) || changes(stretch.to(), day))
                    .isTrue();
        }
    }

    private static boolean changes(Instant at, LocalDate day) {
        var twice = ProductClock.ROME.getRules().getTransition(day.atTime(2, 0));
        return twice != null && twice.isOverlap() && twice.getInstant().equals(at);
    }

    private static boolean shown(LocalTime wall, LocalTime wanted, LocalDate day) {
        var skipped = ProductClock.ROME.getRules().getTransition(day.atTime(wanted));
        return skipped != null && skipped.isGap() ? wall.equals(LocalTime.of(3, 0)) : wall.equals(wanted);
    }

    private static void fill(List<OpeningHours.Stretch> slots, List<OpeningHours.Stretch> open, Duration length) {
        var left = new ArrayList<>(slots);
        for (var stretch : open) {
            Instant at = stretch.from();
            while (!left.isEmpty() && left.getFirst().from().equals(at)) {
                var slot = left.removeFirst();
                if (!Duration.between(slot.from(), slot.to()).equals(length)) throw new AssertionError(slot);
                at = slot.to();
            }
            if (at.isAfter(stretch.to())) throw new AssertionError("past the end: " + at);
            if (Duration.between(at, stretch.to()).compareTo(length) >= 0)
                throw new AssertionError("a slot is missing at " + at);
        }
        assertThat(left).isEmpty();
    }

    private static Gen<ServicePolicy.Opening> openings() {
        var quarters = integers().between(0, 95);
        var masks = integers().between(1, 127);
        return quarters.zip(quarters, masks, (one, other, mask) -> {
            var days = EnumSet.noneOf(DayOfWeek.class);
            for (var day : DayOfWeek.values()) if ((mask >> day.ordinal() & 1) == 1) days.add(day);
            int from = Math.min(one, other);
            int to = Math.max(one, other);
            return new ServicePolicy.Opening(
                    days,
                    LocalTime.MIN.plusMinutes(15L * from),
                    to == from ? LocalTime.of(23, 59) : LocalTime.MIN.plusMinutes(15L * to));
        });
    }
}
