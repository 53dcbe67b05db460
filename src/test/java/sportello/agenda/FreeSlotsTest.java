package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sportello.offices.Counter;
import sportello.platform.ProductClock;

class FreeSlotsTest {

    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    static final LocalDate LAST = LocalDate.of(2028, 12, 31);
    static final Counter COUNTER = new Counter(UUID.randomUUID(), UUID.randomUUID(), "Sede", "any", 3);

    static Taken taken(Collection<Long> takings) {
        var taken = new Taken(new Taken.AsOf(UUID.randomUUID(), 1));
        taken.add(COUNTER.id(), takings.toArray(Long[]::new));
        return taken;
    }

    static Taken taken(Instant from, Instant to, int... desks) {
        return taken(Arrays.stream(desks)
                .mapToObj(desk -> Taken.taking(from, to, desk))
                .toList());
    }

    /// Two stretches a day at random, each with its own slot and desks, on any day of three years.
    static List<Timetable.Piece> pieces(LocalDate day, Random random) {
        var found = new ArrayList<Timetable.Piece>();
        int noon = 60 * (6 + random.nextInt(12));
        for (var part : List.of(new int[] {0, noon}, new int[] {noon, 1439})) {
            int from = part[0] + random.nextInt(part[1] - part[0] - 90);
            var hours = new Timetable.Hours(
                    LocalTime.MIN.plusMinutes(from),
                    LocalTime.MIN.plusMinutes(from + 90),
                    Duration.ofMinutes(5 + random.nextInt(60)),
                    1 + random.nextInt(4),
                    random.nextInt(3));
            for (var slot : OpeningHours.cut(day, hours.from(), hours.to(), hours.slot()))
                found.add(new Timetable.Piece(slot.from(), slot.to(), hours));
        }
        return found;
    }

    @Test
    void freeAndTakenAlwaysMakeTheOpeningHours() {
        var days = integers().between(0, (int) (LAST.toEpochDay() - FIRST.toEpochDay()));
        qt().withExamples(3000).forAll(days, integers().between(0, 100_000)).checkAssert((day, seed) -> {
            var random = new Random(seed);
            var pieces = pieces(FIRST.plusDays(day), random);
            var takings = new ArrayList<Long>();
            int places = 0;
            for (var piece : pieces)
                for (int desk = 1; desk <= piece.desks(Side.STAFF); desk++)
                    if (random.nextBoolean()) {
                        takings.add(Taken.taking(piece.from(), piece.to(), desk));
                        places++;
                    }
            var open = List.of(new Offer.Open(COUNTER, pieces));
            var taken = taken(takings);
            var free = FreeSlots.of(open, taken, Side.STAFF);
            assertThat(free.stream().mapToInt(Slot::free).sum() + places)
                    .isEqualTo(open.getFirst().places(Side.STAFF))
                    .isEqualTo(FreeSlots.count(open, taken, Side.STAFF) + places);
            assertThat(FreeSlots.count(open, taken, Side.PUBLIC))
                    .isLessThanOrEqualTo(open.getFirst().places(Side.PUBLIC));
        });
    }

    @Test
    void whatWasTakenBeforeTheSlotsWereCutAnewTakesEverySlotItTouches() {
        var day = LocalDate.of(2027, 3, 2);
        var ten = day.atTime(10, 0).atZone(ProductClock.ROME).toInstant();
        var hours = new Timetable.Hours(LocalTime.of(10, 0), LocalTime.of(11, 0), Duration.ofMinutes(15), 2, 0);
        var pieces = OpeningHours.cut(day, hours.from(), hours.to(), hours.slot()).stream()
                .map(slot -> new Timetable.Piece(slot.from(), slot.to(), hours))
                .toList();
        var older = taken(ten, ten.plus(Duration.ofMinutes(20)), 1);
        assertThat(FreeSlots.of(List.of(new Offer.Open(COUNTER, pieces)), older, Side.PUBLIC))
                .extracting(Slot::free)
                .containsExactly(1, 1, 2, 2);
    }

    @Test
    void aDeskThatIsThereNoMoreTakesNothingAndThoseKeptForStaffAreNotShown() {
        var hours = new Timetable.Hours(LocalTime.of(10, 0), LocalTime.of(10, 20), Duration.ofMinutes(20), 2, 1);
        var ten = Instant.parse("2027-03-02T09:00:00Z");
        var piece = new Timetable.Piece(ten, ten.plus(Duration.ofMinutes(20)), hours);
        var open = List.of(new Offer.Open(COUNTER, List.of(piece)));
        var taken = taken(piece.from(), piece.to(), 3, 4, 9);
        assertThat(FreeSlots.count(open, taken, Side.PUBLIC)).isEqualTo(2);
        assertThat(FreeSlots.count(open, taken, Side.STAFF)).isEqualTo(2);
    }
}
