package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda.Holding;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.ProductClock;
import sportello.testing.SportelloTest;

@SportelloTest
class AgendaTest {

    static final String SERVICE = "agenda-test";
    /// Monday.
    static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");

    static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);

    final PersonId bruno = new PersonId(UUID.randomUUID());
    final PersonId dario = new PersonId(UUID.randomUUID());

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    Counter counter;

    @BeforeEach
    void oneCounterWithTwoDesks() {
        clear();
        counter = openCounter(2);
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from agenda.held_slot where service = :service")
                .param("service", SERVICE)
                .update();
        jdbc.sql("delete from offices.counter where service = :service")
                .param("service", SERVICE)
                .update();
    }

    Counter openCounter(int desks) {
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        return offices.openCounter(office.id(), SERVICE, desks);
    }

    static Instant on(LocalDate day, String hour) {
        return day.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    Holding hold(PersonId who, String hour, Instant now) {
        return agenda.hold(SERVICE, on(TUESDAY, hour), who, null, now);
    }

    Hold held(PersonId who, String hour, Instant now) {
        return hold(who, hour, now) instanceof Holding.Held(var hold) ? hold : failed();
    }

    static Hold failed() {
        throw new AssertionError("not held");
    }

    int free(String hour, Instant now) {
        return agenda.day(SERVICE, TUESDAY, now).stream()
                .filter(slot -> slot.startsAt().equals(on(TUESDAY, hour)))
                .findFirst()
                .orElseThrow()
                .free();
    }

    @Test
    void aDayShowsItsSlotsOverAllCounters() {
        openCounter(3);
        var slots = agenda.day(SERVICE, TUESDAY, NOW);
        assertThat(slots).hasSize(9).allMatch(slot -> slot.free() == 5);
        assertThat(slots.getFirst().startsAt()).isEqualTo(Instant.parse("2027-03-02T08:00:00Z"));
    }

    @Test
    void eachCounterHasItsOwnDaysAndThePointsSayWhoIsFreeFirst() {
        var other = openCounter(1);
        var full = agenda.hold(SERVICE, on(TUESDAY, "09:00"), bruno, other.id(), NOW);
        assertThat(full).isInstanceOf(Holding.Held.class);

        assertThat(agenda.day(SERVICE, other.id(), TUESDAY, NOW).getFirst().free())
                .isZero();
        assertThat(agenda.days(SERVICE, other.id(), NOW).getFirst().all()).isEqualTo(9);
        assertThat(agenda.points(Search.anywhere(SERVICE), List.of(counter.office(), other.office()), NOW))
                .extracting(point -> point.counter().id(), Agenda.Point::firstFree)
                .containsExactly(
                        tuple(counter.id(), Optional.of(on(TUESDAY, "09:00"))),
                        tuple(other.id(), Optional.of(on(TUESDAY, "09:20"))));
    }

    @Test
    void oneMayBookFromTomorrowToTheThirtiethDay() {
        var days = agenda.days(SERVICE, NOW).stream().map(Agenda.DayCount::day).toList();
        assertThat(days).startsWith(TUESDAY).endsWith(LocalDate.of(2027, 3, 30)).hasSize(9);
        assertThat(agenda.days(SERVICE, NOW).getFirst().all()).isEqualTo(18);

        assertThat(agenda.day(SERVICE, TUESDAY, on(TUESDAY, "00:00"))).isEmpty();
        assertThat(agenda.day(SERVICE, TUESDAY, on(TUESDAY, "00:00").minusMillis(1)))
                .isNotEmpty();
        var thirtyOneBefore = on(TUESDAY.minusDays(30), "00:00").minusMillis(1);
        assertThat(agenda.day(SERVICE, TUESDAY, thirtyOneBefore)).isEmpty();
        assertThat(agenda.day(SERVICE, TUESDAY, thirtyOneBefore.plusMillis(1))).isNotEmpty();
    }

    @Test
    void anHourNotOfferedSaysWhyAndWhatIs() {
        assertThat(hold(bruno, "09:10", NOW)).isInstanceOfSatisfying(Holding.NotOffered.class, no -> {
            assertThat(no.why()).isEqualTo("refusal.not-open");
            assertThat(no.nearest()).extracting(Slot::startsAt).contains(on(TUESDAY, "09:00"), on(TUESDAY, "09:20"));
        });
        assertThat(hold(bruno, "09:00", on(TUESDAY, "08:00")))
                .isInstanceOfSatisfying(
                        Holding.NotOffered.class, no -> assertThat(no.why()).isEqualTo("refusal.too-soon"));
        assertThat(hold(bruno, "09:00", NOW.minus(Duration.ofDays(40))))
                .isInstanceOfSatisfying(
                        Holding.NotOffered.class, no -> assertThat(no.why()).isEqualTo("refusal.too-far"));
        clear();
        assertThat(hold(bruno, "09:00", NOW))
                .isInstanceOfSatisfying(
                        Holding.NotOffered.class, no -> assertThat(no.why()).isEqualTo("refusal.no-counter"));
    }

    @Nested
    class Closed {

        @Test
        void onAnExtraordinaryDayThatOfficeOnly() {
            var other = openCounter(1);
            agenda.close(counter.office(), TUESDAY, "sciopero", new Actor.System("test"));
            assertThat(agenda.day(SERVICE, TUESDAY, NOW)).allMatch(slot -> slot.free() == 1);
            assertThat(held(bruno, "09:00", NOW).counter()).isEqualTo(other.id());
            assertThat(hold(dario, "09:00", NOW)).isInstanceOf(Holding.Taken.class);
        }

        @Test
        void onAHolidayThatFallsOnAThursday() {
            var epiphany = LocalDate.of(2028, 1, 6);
            var before = on(epiphany.minusDays(3), "10:00");
            assertThat(agenda.day(SERVICE, epiphany, before)).isEmpty();
            assertThat(agenda.days(SERVICE, before)).noneMatch(day -> day.day().equals(epiphany));
            assertThat(agenda.hold(SERVICE, on(epiphany, "09:00"), bruno, null, before))
                    .isInstanceOfSatisfying(
                            Holding.NotOffered.class, no -> assertThat(no.why()).isEqualTo("refusal.closed"));
        }
    }

    @Test
    void aHeldDeskIsNotFreeUntilTheHoldRunsOut() {
        var hold = held(bruno, "09:20", NOW);
        assertThat(hold.until()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(free("09:20", NOW)).isEqualTo(1);
        assertThat(free("09:20", hold.until().minusMillis(1))).isEqualTo(1);
        assertThat(free("09:20", hold.until())).isEqualTo(2);
    }

    @Test
    void theSameHourAgainIsTheSameHold() {
        assertThat(held(bruno, "09:20", NOW.plusSeconds(60)).until())
                .isEqualTo(NOW.plusSeconds(60).plus(Duration.ofMinutes(10)));
        assertThat(held(bruno, "09:20", NOW.plusSeconds(90)).until())
                .isEqualTo(NOW.plusSeconds(60).plus(Duration.ofMinutes(10)));
    }

    @Test
    void anotherHourGivesTheFirstBack() {
        var first = held(bruno, "09:20", NOW);
        held(bruno, "10:00", NOW);
        assertThat(free("09:20", NOW)).isEqualTo(2);
        assertThat(free("10:00", NOW)).isEqualTo(1);
        assertThat(agenda.find(first.id(), bruno)).isEmpty();
    }

    @Test
    void anHourThatIsTakenLeavesTheFirstHold() {
        held(new PersonId(UUID.randomUUID()), "10:00", NOW);
        held(dario, "10:00", NOW);
        var first = held(bruno, "09:20", NOW);
        assertThat(hold(bruno, "10:00", NOW))
                .isInstanceOfSatisfying(
                        Holding.Taken.class,
                        taken -> assertThat(taken.nearest())
                                .extracting(Slot::startsAt)
                                .contains(on(TUESDAY, "09:40"), on(TUESDAY, "10:20"))
                                .doesNotContain(on(TUESDAY, "10:00")));
        assertThat(agenda.find(first.id(), bruno)).contains(first);
    }

    @Test
    void aHoldThatRanOutGoesToTheNext() {
        var first = held(bruno, "09:20", NOW);
        held(dario, "09:20", NOW);
        var carla = new PersonId(UUID.randomUUID());
        assertThat(hold(carla, "09:20", first.until().minusMillis(1))).isInstanceOf(Holding.Taken.class);
        assertThat(hold(carla, "09:20", first.until())).isInstanceOf(Holding.Held.class);
    }

    @Nested
    class AHold {

        @Test
        void isExtendedOnce() {
            var hold = held(bruno, "09:20", NOW);
            var later = NOW.plus(Duration.ofMinutes(9));
            assertThat(agenda.extend(hold.id(), bruno, later).orElseThrow().until())
                    .isEqualTo(later.plus(Duration.ofMinutes(10)));
            assertThat(agenda.extend(hold.id(), bruno, later)).isEmpty();
        }

        @Test
        void isNotExtendedAfterItsEndNorByAnother() {
            var hold = held(bruno, "09:20", NOW);
            assertThat(agenda.extend(hold.id(), dario, NOW)).isEmpty();
            assertThat(agenda.extend(hold.id(), bruno, hold.until())).isEmpty();
        }

        @Test
        void isTakenForGoodByItsHolderWhileItLasts() {
            var hold = held(bruno, "09:20", NOW);
            assertThat(agenda.take(hold.id(), dario, NOW)).isFalse();
            assertThat(agenda.take(hold.id(), bruno, hold.until())).isFalse();
            assertThat(agenda.take(hold.id(), bruno, hold.until().minusMillis(1)))
                    .isTrue();
            assertThat(agenda.take(hold.id(), bruno, NOW)).isFalse();
            assertThat(free("09:20", NOW.plus(Duration.ofHours(3)))).isEqualTo(1);
            assertThat(agenda.find(hold.id(), bruno).orElseThrow().booked()).isTrue();
        }

        @Test
        void givenBackIsFreeAtOnce() {
            var hold = held(bruno, "09:20", NOW);
            agenda.release(hold.id());
            assertThat(free("09:20", NOW)).isEqualTo(2);
        }

        @Test
        void isDroppedByItsHolderUntilItIsTaken() {
            var hold = held(bruno, "09:20", NOW);
            agenda.drop(hold.id(), dario);
            assertThat(free("09:20", NOW)).isEqualTo(1);
            agenda.drop(hold.id(), bruno);
            assertThat(free("09:20", NOW)).isEqualTo(2);
            var taken = held(bruno, "09:20", NOW);
            assertThat(agenda.take(taken.id(), bruno, NOW)).isTrue();
            agenda.drop(taken.id(), bruno);
            assertThat(agenda.find(taken.id(), bruno).orElseThrow().booked()).isTrue();
        }
    }

    @Test
    void aDeskServesOnePersonAtATimeWhateverTheDoor() {
        held(bruno, "09:20", NOW);
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into agenda.held_slot
                                       (counter, desk, during, office, service, holder, held_until)
                                select counter, desk, tstzrange(lower(during) + interval '5 minutes',
                                                                upper(during) + interval '5 minutes'),
                                       office, service, :holder, held_until
                                  from agenda.held_slot
                                 where holder = :bruno
                                """)
                        .param("holder", dario.value())
                        .param("bruno", bruno.value())
                        .update())
                .hasMessageContaining("a_desk_serves_one_person_at_a_time");
    }

    @Test
    void aPersonKeepsOneSlotWaitingWhateverTheDoor() {
        held(bruno, "09:20", NOW);
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> jdbc.sql("""
                                insert into agenda.held_slot
                                       (counter, desk, during, office, service, holder, held_until)
                                select counter, desk, tstzrange(lower(during) + interval '1 hour',
                                                                upper(during) + interval '1 hour'),
                                       office, service, holder, held_until
                                  from agenda.held_slot
                                 where holder = :bruno
                                """).param("bruno", bruno.value()).update()))
                .hasMessageContaining("a_person_keeps_one_slot_waiting");
    }

    @Test
    void twentyPeopleRaceForTwoDesksAndTwoWin() throws Exception {
        var outcomes = atOnce(20, () -> hold(new PersonId(UUID.randomUUID()), "11:00", NOW));
        assertThat(outcomes).filteredOn(Holding.Held.class::isInstance).hasSize(2);
        assertThat(outcomes)
                .filteredOn(Holding.Taken.class::isInstance)
                .hasSize(18)
                .allSatisfy(taken -> assertThat(((Holding.Taken) taken).nearest())
                        .extracting(Slot::startsAt)
                        .contains(on(TUESDAY, "10:40"), on(TUESDAY, "11:20")));
    }

    @Test
    void aPlaceBookedWhileItsHolderChoosesAnotherHourInASecondTabStaysBooked() throws Exception {
        var first = held(bruno, "09:20", NOW);
        try (var tab = Executors.newSingleThreadExecutor()) {
            var other = transaction.execute(status -> {
                assertThat(agenda.take(first.id(), bruno, NOW)).isTrue();
                var choosing = tab.submit(() -> hold(bruno, "10:00", NOW));
                await().until(this::somebodyWaits);
                return choosing;
            });
            assertThat(other.get()).isInstanceOf(Holding.Held.class);
        }
        assertThat(agenda.find(first.id(), bruno).orElseThrow().booked()).isTrue();
        assertThat(free("09:20", NOW)).isEqualTo(1);
    }

    private boolean somebodyWaits() {
        return jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void onePersonInTwentyTabsKeepsOneSlot() throws Exception {
        var hours = List.of("09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00", "11:20", "11:40");
        var turn = new AtomicInteger();
        atOnce(20, () -> hold(bruno, hours.get(turn.getAndIncrement() % hours.size()), NOW));
        assertThat(jdbc.sql("select count(*) from agenda.held_slot where holder = :bruno")
                        .param("bruno", bruno.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void freeAndHeldTogetherMakeTheDayAfterARush() throws Exception {
        var random = new AtomicInteger();
        var hours = List.of("09:00", "09:20", "09:40");
        var outcomes =
                atOnce(20, () -> hold(new PersonId(UUID.randomUUID()), hours.get(random.getAndIncrement() % 3), NOW));
        long held = outcomes.stream().filter(Holding.Held.class::isInstance).count();
        int free =
                agenda.day(SERVICE, TUESDAY, NOW).stream().mapToInt(Slot::free).sum();
        assertThat(held).isEqualTo(6);
        assertThat(free + held).isEqualTo(18);
    }

    static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        var ready = new CountDownLatch(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var answers = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++)
                answers.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return work.call();
                }));
            var all = new ArrayList<T>();
            for (var answer : answers) all.add(answer.get());
            return all;
        }
    }
}
