package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;

/// Every day of three years, minute by minute, beside a clock on the wall and a calendar of its own reckoning: whatever
/// an office wrote down, its counter is open exactly when the clock shows so, nothing overlaps, and free, held and
/// booked places together are all there are.
class EveryDayTest {

    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    static final LocalDate LAST = LocalDate.of(2028, 12, 31);
    static final Instant BEFORE_ALL = Instant.parse("2025-12-30T12:00:00Z");
    static final Timetable.Lead THREE_YEARS = new Timetable.Lead(0, 1200);

    /// What an office wrote down, and everything needed to ask for it.
    record Town(ServicePolicy policy, Office office, Counter counter, Timetable table, Set<LocalDate> officeClosed) {

        Offer offer(Side side, Instant now) {
            var tables = new Timetables(1, Map.of(counter.id(), table), Map.of(office.id(), officeClosed));
            return new Offer(policy, List.of(counter), Map.of(office.id(), office), tables, side, now);
        }
    }

    @RepeatedTest(6)
    void aCounterIsOpenWhenTheClockOnTheWallSaysSo() {
        told(random -> {
            var town = town(random);
            var offer = town.offer(Side.STAFF, BEFORE_ALL);
            for (var day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                var shown = offer.openOn(day).stream()
                        .flatMap(open -> open.pieces().stream())
                        .toList();
                apart(shown);
                fills(day, town, shown);
            }
        });
    }

    @RepeatedTest(6)
    void freeHeldAndBookedPlacesAreAllThereAre() {
        told(random -> {
            var town = town(random);
            for (var side : Side.values()) {
                var offer = town.offer(side, BEFORE_ALL);
                for (var day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                    var open = offer.openOn(day);
                    var pieces = open.stream()
                            .flatMap(each -> each.pieces().stream())
                            .toList();
                    var held = new ArrayList<Long>();
                    var booked = new ArrayList<Long>();
                    for (var piece : pieces)
                        for (int desk = 1; desk <= piece.desks(side); desk++)
                            switch (random.nextInt(3)) {
                                case 0 -> held.add(Taken.taking(piece.from(), piece.to(), desk));
                                case 1 -> booked.add(Taken.taking(piece.from(), piece.to(), desk));
                                default -> {}
                            }
                    var both = new ArrayList<>(held);
                    both.addAll(booked);
                    var taken = taken(town, both);
                    int free = FreeSlots.of(open, taken, side).stream()
                            .mapToInt(Slot::free)
                            .sum();
                    assertThat(free + held.size() + booked.size()).as("%s", day).isEqualTo(FreeSlots.all(open, side));
                    assertThat(FreeSlots.count(open, taken, side)).isEqualTo(free);
                }
            }
        });
    }

    /// What was there before hours, slots or desks changed takes its time from whoever comes, and no more than that.
    @RepeatedTest(3)
    void whatWasBookedUnderOtherHoursIsCountedWhereItIs() {
        told(random -> {
            var before = town(random);
            var now = new Town(before.policy(), before.office(), before.counter(), table(random), Set.of());
            var was = before.offer(Side.STAFF, BEFORE_ALL);
            var is = now.offer(Side.STAFF, BEFORE_ALL);
            for (var day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                var taken = was.openOn(day).stream()
                        .flatMap(open -> open.pieces().stream())
                        .filter(_ -> random.nextBoolean())
                        .toList();
                var takings = taken.stream()
                        .map(piece -> Taken.taking(piece.from(), piece.to(), 1))
                        .toList();
                for (var slot : FreeSlots.of(is.openOn(day), taken(now, takings), Side.STAFF)) {
                    var piece = is.openOn(day).getFirst().pieces().stream()
                            .filter(each -> each.from().equals(slot.startsAt()))
                            .findFirst()
                            .orElseThrow();
                    boolean touched = taken.stream().anyMatch(busy -> piece.overlaps(busy.from(), busy.to()));
                    assertThat(slot.free()).isEqualTo(piece.desks(Side.STAFF) - (touched ? 1 : 0));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29", "2027-06-20"
            })
    void openingsNextToEachOtherStayNextToEachOther(LocalDate day) {
        var minute = Duration.ofMinutes(1);
        for (int from = 0; from < 240; from += 15)
            for (int middle = from + 15; middle < 255; middle += 15) {
                var all = new ArrayList<>(cut(day, from, middle, minute));
                all.addAll(cut(day, middle, 300, minute));
                assertThat(all.stream().sorted(java.util.Comparator.comparing(OpeningHours.Stretch::from)))
                        .as("%s–%s–300", from, middle)
                        .isEqualTo(cut(day, from, 300, minute));
            }
    }

    @Test
    void anHourThatComesTwiceIsTwoSlotsAndOneThatIsSkippedNone() {
        var hours = Map.of(
                "2026-03-29",
                List.of(),
                "2027-03-28",
                List.of(),
                "2028-03-26",
                List.of(),
                "2026-10-25",
                List.of("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
                "2027-10-31",
                List.of("2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"),
                "2028-10-29",
                List.of("2028-10-29T00:30:00Z", "2028-10-29T01:30:00Z"));
        hours.forEach((day, starts) -> assertThat(cut(LocalDate.parse(day), 150, 170, Duration.ofMinutes(20)))
                .as(day)
                .extracting(slot -> slot.from().toString())
                .isEqualTo(starts));
    }

    private static List<OpeningHours.Stretch> cut(LocalDate day, int from, int to, Duration length) {
        return OpeningHours.cut(day, LocalTime.MIN.plusMinutes(from), LocalTime.MIN.plusMinutes(to), length);
    }

    private interface Story {
        void tell(Random random);
    }

    /// Random, and the same again with `-Devery-day.seed=…`.
    private static void told(Story story) {
        long seed = Long.getLong("every-day.seed", new Random().nextLong());
        try {
            story.tell(new Random(seed));
        } catch (AssertionError broken) {
            throw new AssertionError("With -Devery-day.seed=" + seed + ": " + broken.getMessage(), broken);
        }
    }

    private static void apart(List<Timetable.Piece> pieces) {
        for (int each = 1; each < pieces.size(); each++)
            assertThat(pieces.get(each - 1).to())
                    .as("%s", pieces)
                    .isBeforeOrEqualTo(pieces.get(each).from());
    }

    /// Within the hours written down the slots leave out only what a pause, a closure or a suspension touches, and a
    /// rest too short for one person.
    private static void fills(LocalDate day, Town town, List<Timetable.Piece> shown) {
        var starts = new HashMap<Instant, Timetable.Piece>();
        shown.forEach(piece -> starts.put(piece.from(), piece));
        boolean closed = holiday(town.office(), day)
                || town.officeClosed().contains(day)
                || town.table().closures().stream()
                        .anyMatch(each -> each.valid().contains(day));
        var expected = new TreeMap<Instant, Instant>();
        for (var hours : town.table().hoursOn(day, town.counter(), town.policy())) {
            Instant at = null;
            long minutes = 0;
            for (var minute : minutes(day)) {
                boolean open = shows(minute, hours.from(), hours.to());
                if (!open) {
                    at = null;
                    continue;
                }
                if (at == null) {
                    at = minute;
                    minutes = 0;
                }
                if (++minutes == hours.slot().toMinutes()) {
                    var ends = minute.plus(1, ChronoUnit.MINUTES);
                    if (!closed && free(town, day, at, ends)) expected.put(at, ends);
                    at = ends;
                    minutes = 0;
                }
            }
        }
        var found = new TreeMap<Instant, Instant>();
        shown.forEach(piece -> found.put(piece.from(), piece.to()));
        assertThat(found).as("%s: %s", day, town).isEqualTo(expected);
        assertThat(starts).hasSameSizeAs(shown);
    }

    private static boolean free(Town town, LocalDate day, Instant from, Instant to) {
        Predicate<Instant> stopped = minute -> town.table().pauses().stream()
                        .filter(pause -> !day.isBefore(pause.valid().from())
                                && day.isBefore(pause.valid().before())
                                && (pause.weekday() == null || pause.weekday() == day.getDayOfWeek()))
                        .anyMatch(pause -> shows(minute, pause.from(), pause.to()))
                || town.table().suspensions().stream()
                        .anyMatch(each -> !minute.isBefore(each.from()) && minute.isBefore(each.until()));
        for (var minute = from; minute.isBefore(to); minute = minute.plus(1, ChronoUnit.MINUTES))
            if (stopped.test(minute)) return false;
        return true;
    }

    private static boolean shows(Instant minute, LocalTime from, LocalTime to) {
        var wall = minute.atZone(ProductClock.ROME).toLocalTime();
        return !wall.isBefore(from) && wall.isBefore(to);
    }

    private static List<Instant> minutes(LocalDate day) {
        var all = new ArrayList<Instant>();
        var end = day.plusDays(1).atStartOfDay(ProductClock.ROME).toInstant();
        for (var at = day.atStartOfDay(ProductClock.ROME).toInstant(); at.isBefore(end); at = at.plusSeconds(60))
            all.add(at);
        return all;
    }

    /// Rule G3, reckoned here once more.
    static boolean holiday(Office office, LocalDate day) {
        var fixed = Set.of(
                MonthDay.of(1, 1),
                MonthDay.of(1, 6),
                MonthDay.of(4, 25),
                MonthDay.of(5, 1),
                MonthDay.of(6, 2),
                MonthDay.of(8, 15),
                MonthDay.of(10, 4),
                MonthDay.of(11, 1),
                MonthDay.of(12, 8),
                MonthDay.of(12, 25),
                MonthDay.of(12, 26));
        var easter = easter(day.getYear());
        return fixed.contains(MonthDay.from(day))
                || day.equals(easter)
                || day.equals(easter.plusDays(1))
                || MonthDay.from(day).equals(office.patron())
                || office.bolzano() && day.equals(easter.plusDays(50));
    }

    /// Gauss, as corrected.
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        int full = epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + full + 2 - century + century / 4) % 7;
        int days = full - weekday;
        int month = 3 + (days + 40) / 44;
        return LocalDate.of(year, Month.of(month), days + 28 - 31 * (month / 4));
    }

    @Test
    void easterIsReckonedRight() {
        assertThat(List.of(easter(2026), easter(2027), easter(2028)))
                .containsExactly(LocalDate.of(2026, 4, 5), LocalDate.of(2027, 3, 28), LocalDate.of(2028, 4, 16));
    }

    private static Taken taken(Town town, List<Long> takings) {
        var taken = new Taken(new Taken.AsOf(UUID.randomUUID(), 1));
        taken.add(town.counter().id(), takings.toArray(Long[]::new));
        return taken;
    }

    private static Town town(Random random) {
        var patron = random.nextBoolean() ? null : MonthDay.of(1 + random.nextInt(12), 1 + random.nextInt(28));
        var office = new Office(
                UUID.randomUUID(),
                "Sede",
                OfficeKind.DIREZIONE_PROVINCIALE,
                "Comune",
                "XX",
                patron,
                random.nextBoolean());
        var counter = new Counter(UUID.randomUUID(), office.id(), "Sede", "any", 1 + random.nextInt(3));
        var closed = new java.util.HashSet<LocalDate>();
        for (int times = 0; times < 20; times++) closed.add(day(random));
        return new Town(policy(random), office, counter, table(random), closed);
    }

    /// Two weeks of its own one after the other, a stretch where the policy speaks, days, pauses, closures,
    /// suspensions.
    /// The nights on which the clocks change are as likely as all others together.
    private static Timetable table(Random random) {
        var change = FIRST.plusDays(300 + random.nextInt(200));
        var end = change.plusDays(100 + random.nextInt(400));
        var weeks = new ArrayList<Timetable.Week>();
        for (var valid : List.of(new Days(FIRST, change), new Days(change, end)))
            for (var weekday : DayOfWeek.values())
                for (var hours : parts(random)) weeks.add(new Timetable.Week(UUID.randomUUID(), valid, weekday, hours));
        var days = new ArrayList<Timetable.OneDay>();
        for (int times = 0; times < 30; times++) {
            var day = day(random);
            if (days.stream().noneMatch(each -> each.day().equals(day)))
                for (var hours : parts(random)) days.add(new Timetable.OneDay(UUID.randomUUID(), day, hours));
        }
        var pauses = new ArrayList<Timetable.Pause>();
        for (int times = 0; times < 10; times++) {
            var first = day(random);
            int from = random.nextInt(1300);
            pauses.add(new Timetable.Pause(
                    UUID.randomUUID(),
                    new Days(first, first.plusDays(1 + random.nextInt(60))),
                    random.nextBoolean() ? null : DayOfWeek.of(1 + random.nextInt(7)),
                    LocalTime.MIN.plusMinutes(from),
                    LocalTime.MIN.plusMinutes(from + 1 + random.nextInt(120)),
                    "pausa"));
        }
        var closures = new ArrayList<Timetable.Closure>();
        var suspensions = new ArrayList<Timetable.Suspension>();
        for (int times = 0; times < 5; times++) {
            var first = day(random);
            closures.add(new Timetable.Closure(
                    UUID.randomUUID(), new Days(first, first.plusDays(1 + random.nextInt(5))), "lavori"));
            var from = day(random)
                    .atTime(random.nextInt(24), random.nextInt(60))
                    .atZone(ProductClock.ROME)
                    .toInstant();
            suspensions.add(new Timetable.Suspension(
                    UUID.randomUUID(), from, from.plus(Duration.ofMinutes(1 + random.nextInt(5000))), "guasto"));
        }
        return new Timetable(weeks, days, pauses, closures, suspensions, THREE_YEARS);
    }

    /// None, one or two stretches of one day that do not overlap, nights included.
    private static List<Timetable.Hours> parts(Random random) {
        var parts = new ArrayList<Timetable.Hours>();
        int from = random.nextInt(200);
        for (int times = random.nextInt(3); times > 0 && from < 1380; times--) {
            int to = Math.min(1439, from + 30 + random.nextInt(500));
            parts.add(new Timetable.Hours(
                    LocalTime.MIN.plusMinutes(from),
                    LocalTime.MIN.plusMinutes(to),
                    Duration.ofMinutes(5 + random.nextInt(40)),
                    1 + random.nextInt(3),
                    random.nextInt(2)));
            from = to + (random.nextBoolean() ? 0 : random.nextInt(300));
        }
        return parts;
    }

    private static LocalDate day(Random random) {
        var changes = List.of("2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29");
        return random.nextBoolean()
                ? LocalDate.parse(changes.get(random.nextInt(changes.size())))
                : FIRST.plusDays(random.nextInt((int) ChronoUnit.DAYS.between(FIRST, LAST) + 1));
    }

    private static ServicePolicy policy(Random random) {
        var opening = new ServicePolicy.Opening(
                EnumSet.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY, DayOfWeek.SUNDAY),
                LocalTime.of(random.nextInt(4), 0),
                LocalTime.of(12, 0));
        return Policies.of(List.of(opening), Duration.ofMinutes(5 + random.nextInt(40)), 0, 1200);
    }
}
