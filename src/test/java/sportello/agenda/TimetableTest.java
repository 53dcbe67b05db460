package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sportello.agenda.Change.OnWeekday;
import sportello.agenda.Timetable.Hours;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;

/// Rules of openings in plain memory; what the policy says does not matter where a week of its own is in force.
class TimetableTest {

    static final LocalDate SPRING = LocalDate.of(2027, 3, 28);
    static final LocalDate AUTUMN = LocalDate.of(2027, 10, 31);
    static final ServicePolicy POLICY = Policies.of(List.of(), Duration.ofMinutes(20), 1, 30);
    static final Hours NIGHT = hours("01:00", "04:00", 20, 1, 0);

    static Hours hours(String from, String to, int slot, int desks, int kept) {
        return new Hours(LocalTime.parse(from), LocalTime.parse(to), Duration.ofMinutes(slot), desks, kept);
    }

    static Timetable sundays(Hours hours) {
        return Timetable.NONE.withWeeks(List.of(
                new Timetable.Week(UUID.randomUUID(), Days.from(LocalDate.of(2027, 1, 1)), DayOfWeek.SUNDAY, hours)));
    }

    static List<LocalTime> wall(Timetable table, LocalDate day) {
        return table.pieces(day, FreeSlotsTest.COUNTER, POLICY).stream()
                .map(piece -> piece.from().atZone(ProductClock.ROME).toLocalTime())
                .toList();
    }

    @Test
    void anHourTheClocksSkipIsNotOfferedAndOneTheyRepeatIsOfferedTwice() {
        assertThat(wall(sundays(NIGHT), SPRING)).hasSize(6).noneMatch(hour -> hour.getHour() == 2);
        assertThat(wall(sundays(NIGHT), AUTUMN))
                .hasSize(12)
                .filteredOn(hour -> hour.getHour() == 2)
                .hasSize(6);
        assertThat(wall(sundays(NIGHT), AUTUMN.plusWeeks(1))).hasSize(9);
    }

    @Test
    void aPauseInTheRepeatedHourTakesItBothTimes() {
        var table = sundays(NIGHT)
                .withPauses(List.of(new Timetable.Pause(
                        UUID.randomUUID(), Days.on(AUTUMN), null, LocalTime.of(2, 0), LocalTime.of(3, 0), "pausa")));
        assertThat(wall(table, AUTUMN)).hasSize(6).noneMatch(hour -> hour.getHour() == 2);
    }

    @Test
    void aWeekChangedForSomeDaysLeavesTheOthersAsTheyWere() {
        var before = sundays(hours("09:00", "10:00", 20, 1, 0));
        var changed = new Change.WeekChanged(
                        new Days(SPRING, SPRING.plusDays(8)),
                        List.of(new OnWeekday(DayOfWeek.SUNDAY, hours("09:00", "10:00", 30, 1, 0))))
                .applyTo(before);
        assertThat(wall(changed, SPRING.minusWeeks(1))).hasSize(3);
        assertThat(wall(changed, SPRING)).hasSize(2);
        assertThat(wall(changed, SPRING.plusWeeks(1))).hasSize(2);
        assertThat(wall(changed, SPRING.plusWeeks(2))).hasSize(3);
    }

    @Test
    void slotsAreCutAnewFromADayOnInEveryWeekToCome() {
        var before = sundays(hours("09:00", "10:00", 20, 1, 0));
        var later = new Change.WeekChanged(
                        Days.from(SPRING.plusWeeks(4)),
                        List.of(new OnWeekday(DayOfWeek.SUNDAY, hours("09:00", "11:00", 30, 2, 1))))
                .applyTo(before);
        var shorter = new Change.SlotsChanged(SPRING, Duration.ofMinutes(10), List.of()).applyTo(later);
        assertThat(wall(shorter, SPRING.minusWeeks(1))).hasSize(3);
        assertThat(wall(shorter, SPRING)).hasSize(6);
        assertThat(wall(shorter, SPRING.plusWeeks(4))).hasSize(12);
        assertThat(shorter.weeks()).filteredOn(week -> week.hours().kept() == 1).hasSize(1);
    }

    @Test
    void aSuspensionTakesEverySlotItTouchesAndNoOther() {
        var at = SPRING.plusWeeks(1).atTime(9, 30).atZone(ProductClock.ROME).toInstant();
        var table = sundays(hours("09:00", "10:20", 20, 1, 0))
                .withSuspensions(List.of(
                        new Timetable.Suspension(UUID.randomUUID(), at, at.plus(Duration.ofMinutes(10)), "assenza")));
        assertThat(wall(table, SPRING.plusWeeks(1)))
                .containsExactly(LocalTime.of(9, 0), LocalTime.of(9, 40), LocalTime.of(10, 0));
    }

    @Test
    void everyDayOfThreeYearsItsSlotsFollowOneAnotherInsideItsHours() {
        var table = Timetable.NONE;
        var weeks = new ArrayList<OnWeekday>();
        for (var weekday : DayOfWeek.values()) weeks.add(new OnWeekday(weekday, hours("00:30", "05:00", 25, 1, 0)));
        table = new Change.WeekChanged(Days.from(LocalDate.of(2026, 1, 1)), weeks).applyTo(table);
        for (var day = LocalDate.of(2026, 1, 1); day.getYear() < 2029; day = day.plusDays(1)) {
            Instant free = day.atTime(0, 30).atZone(ProductClock.ROME).toInstant();
            for (var piece : table.pieces(day, FreeSlotsTest.COUNTER, POLICY)) {
                assertThat(piece.from()).isEqualTo(free);
                free = piece.to();
            }
            var end = day.atTime(5, 0).atZone(ProductClock.ROME).toInstant();
            assertThat(Duration.between(free, end)).isBetween(Duration.ZERO, Duration.ofMinutes(24));
        }
    }
}
