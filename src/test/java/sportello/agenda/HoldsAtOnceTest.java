package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.HoldsAtOnce.Asking;
import sportello.agenda.HoldsAtOnce.Wanted;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.MovableClock;
import sportello.platform.RoomFunction;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// Many take an hour with one statement, and each gets what they would get alone (decision 28).
@SportelloTest
@Timeout(60)
class HoldsAtOnceTest {

    static final String SERVICE = "delegation-web-meeting";
    static final Instant MONDAY = Instant.parse("2027-03-01T10:00:00Z");
    static final Instant TUESDAY_0920 = Instant.parse("2027-03-02T08:20:00Z");
    static final Instant TUESDAY_0940 = Instant.parse("2027-03-02T08:40:00Z");
    static final Instant TUESDAY_1000 = Instant.parse("2027-03-02T09:00:00Z");
    static final int ENOUGH = 60;

    @Autowired
    HoldsAtOnce holds;

    @Autowired
    Agenda agenda;

    @Autowired
    Supplies supplies;

    @Autowired
    Services services;

    @Autowired
    Offices offices;

    @Autowired
    Bookings bookings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Autowired
    TransactionTemplate transaction;

    final Actor.Citizen anna = citizen();
    final Actor.Citizen bruno = citizen();
    final Actor.Citizen carla = citizen();
    final Actor.Citizen dario = citizen();
    final Actor.Citizen elena = citizen();
    final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

    Counter counter;

    @BeforeEach
    void oneCounterWithOneDesk() {
        // The demonstration opens one for this service.
        Cleared.of(jdbc, SERVICE);
        clock.moveTo(MONDAY);
        counter = openCounter(1);
    }

    @AfterEach
    void clear() {
        others.close();
        Cleared.of(jdbc, SERVICE);
        clock.reset();
    }

    Counter openCounter(int desks) {
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        return offices.openCounter(office.id(), SERVICE, desks);
    }

    static Actor.Citizen citizen() {
        return new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);
    }

    Wanted wanted(Actor.Citizen who, Instant at) {
        return wanted(who, at, Search.anywhere(SERVICE), true, note(who));
    }

    Wanted wanted(Actor.Citizen who, Instant at, Search search, boolean alone, Agenda.@Nullable Note note) {
        var supply = supplies.fresh(MONDAY);
        var there = supply.at(services.policy(SERVICE), search, Side.PUBLIC, at, MONDAY)
                .there();
        var asking = new Asking(SERVICE, Side.PUBLIC, who.person(), MONDAY.plusSeconds(600), MONDAY, alone, note);
        return new Wanted(asking, there, supply.asOf(), ENOUGH);
    }

    static Wanted atMost(Wanted one, int most) {
        return new Wanted(one.asking(), one.there(), one.asOf(), most);
    }

    Agenda.Note note(Actor.Citizen who) {
        return bookings.draftNote(who, SERVICE, Map.of("situation", "signs"));
    }

    static PersonId who(Wanted one) {
        return one.asking().holder();
    }

    /// Who holds that hour.
    List<UUID> holders(Instant at) {
        return jdbc.sql(
                        "select holder from agenda.held_slot where service = :service and starts_at = cast(:at as timestamptz)")
                .param("service", SERVICE)
                .param("at", at.toString())
                .query((row, n) -> row.getObject("holder", UUID.class))
                .list();
    }

    int inHand(Actor.Citizen who) {
        return jdbc.sql("select coalesce(sum(count), 0) from agenda.taken_in_hand where holder = :holder")
                .param("holder", who.person().value())
                .query(Integer.class)
                .single();
    }

    static UUID held(Tried tried) {
        return ((Tried.Held) tried).hold().id();
    }

    @Test
    void whoCameFirstHasTheHourAndWhatTheyTypedAndTheOthersFindItTaken() {
        var tried = holds.hold(
                List.of(wanted(anna, TUESDAY_0920), wanted(bruno, TUESDAY_0920), wanted(carla, TUESDAY_0920)));
        assertThat(tried.getFirst()).isInstanceOf(Tried.Held.class);
        assertThat(tried.subList(1, 3)).containsOnly(new Tried.None());
        assertThat(holders(TUESDAY_0920)).containsExactly(anna.person().value());
        assertThat(bookings.draft(anna, SERVICE).flatMap(Bookings.Draft::hold)).contains(held(tried.getFirst()));
        assertThat(bookings.draft(bruno, SERVICE)).isEmpty();
    }

    @Test
    void eachHasTheirOwnFate() {
        var before = held(holds.hold(wanted(bruno, TUESDAY_1000)));
        var old = new Taken.AsOf(UUID.randomUUID(), 0);
        var carlas = wanted(carla, TUESDAY_0940);
        var tried = holds.hold(List.of(
                wanted(anna, TUESDAY_0920),
                wanted(bruno, TUESDAY_0940),
                new Wanted(carlas.asking(), carlas.there(), old, ENOUGH),
                atMost(wanted(dario, TUESDAY_0940), 0),
                wanted(elena, TUESDAY_0940),
                wanted(anna, TUESDAY_0920),
                wanted(anna, TUESDAY_1000),
                wanted(citizen(), TUESDAY_0940)));
        assertThat(tried.get(1)).isEqualTo(new Tried.Earlier());
        assertThat(tried.get(2)).isEqualTo(new Tried.Outdated());
        assertThat(tried.get(3)).isInstanceOf(Tried.TooMany.class);
        assertThat(tried.get(5)).as("the same click twice").isEqualTo(tried.get(0));
        assertThat(tried.get(6)).as("another tab").isEqualTo(new Tried.Earlier());
        assertThat(tried.get(7)).isEqualTo(new Tried.None());

        assertThat(holders(TUESDAY_0920)).containsExactly(anna.person().value());
        assertThat(holders(TUESDAY_0940)).containsExactly(elena.person().value());
        assertThat(holders(TUESDAY_1000)).containsExactly(bruno.person().value());
        assertThat(List.of(inHand(anna), inHand(bruno), inHand(carla), inHand(elena)))
                .containsExactly(1, 1, 0, 1);
        assertThat(bookings.draft(anna, SERVICE).flatMap(Bookings.Draft::hold)).contains(held(tried.get(0)));
        assertThat(bookings.draft(bruno, SERVICE).flatMap(Bookings.Draft::hold)).contains(before);
        assertThat(bookings.draft(elena, SERVICE).flatMap(Bookings.Draft::hold)).contains(held(tried.get(4)));
        assertThat(List.of(carla, dario))
                .allMatch(one -> bookings.draft(one, SERVICE).isEmpty());
    }

    @Test
    void eachIsHeldAtOneOfTheCountersTheyLookedAt() {
        var other = openCounter(1);
        var tried = holds.hold(List.of(
                wanted(bruno, TUESDAY_0920, Search.at(SERVICE, other.id()), true, note(bruno)),
                wanted(anna, TUESDAY_0920),
                wanted(carla, TUESDAY_0920)));
        assertThat(tried.subList(0, 2))
                .extracting(one -> ((Tried.Held) one).hold().counter())
                .containsExactly(other.id(), counter.id());
        assertThat(tried.get(2)).isEqualTo(new Tried.None());
    }

    @Test
    void whereOneBreaksNothingIsLeftBehind() {
        var broken = wanted(bruno, TUESDAY_0940, Search.anywhere(SERVICE), true, unreadable());
        assertThatThrownBy(() -> holds.hold(List.of(wanted(anna, TUESDAY_0920), broken, wanted(carla, TUESDAY_1000))))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(holders(TUESDAY_0920)).isEmpty();
        assertThat(bookings.draft(anna, SERVICE)).isEmpty();
        assertThat(inHand(anna)).isZero();
    }

    @Test
    void whoComesWithOneThatBreaksHasTheirHourAllTheSame() throws Exception {
        openCounter(40);
        var crowd = IntStream.range(0, 40).mapToObj(_ -> citizen()).toList();
        var asked = new ArrayList<Future<Tried>>();
        for (var one : crowd) {
            asked.add(others.submit(() -> holds.hold(wanted(one, TUESDAY_0920))));
            asked.add(others.submit(
                    () -> holds.hold(wanted(citizen(), TUESDAY_0940, Search.anywhere(SERVICE), true, unreadable()))));
        }
        for (int n = 0; n < asked.size(); n++) {
            var one = asked.get(n);
            if (n % 2 == 0) assertThat(one.get()).isInstanceOf(Tried.Held.class);
            else assertThatThrownBy(one::get).hasCauseInstanceOf(DataIntegrityViolationException.class);
        }
        assertThat(holders(TUESDAY_0920)).hasSize(40);
        assertThat(holders(TUESDAY_0940)).isEmpty();
    }

    static Agenda.Note unreadable() {
        return new Agenda.Note(new RoomFunction("booking.keep_hour"), "{}");
    }

    /// What several hold until they are done must not wait for anybody: that is why no circle of waiting can
    /// close.
    @Nested
    class NobodyIsWaitedFor {

        final CountDownLatch done = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);

        /// A transaction that stays open with what `first` did.
        Future<?> open(Runnable first, boolean undone) throws Exception {
            var open = others.submit(() -> transaction.executeWithoutResult(status -> {
                first.run();
                done.countDown();
                await(over);
                if (undone) status.setRollbackOnly();
            }));
            done.await();
            return open;
        }

        static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Whoever waited for what is open would wait for ever.
        List<Tried> told(List<Wanted> all) throws Exception {
            return others.submit(() -> holds.hold(all)).get(30, TimeUnit.SECONDS);
        }

        @AfterEach
        void end() {
            over.countDown();
        }

        @Test
        void neitherADeskThatIsBeingTakenNorWhoTakesIt() throws Exception {
            var open = open(
                    () -> holds.hold(wanted(bruno, TUESDAY_0920, Search.anywhere(SERVICE), false, note(bruno))), true);
            var tried =
                    told(List.of(wanted(anna, TUESDAY_0920), wanted(bruno, TUESDAY_0940), wanted(carla, TUESDAY_1000)));
            assertThat(tried.get(0)).isEqualTo(new Tried.None());
            assertThat(tried.get(1)).isEqualTo(new Tried.Earlier());
            assertThat(tried.get(2)).isInstanceOf(Tried.Held.class);
            over.countDown();
            open.get();
        }

        @Test
        void yetTheAnswerIsWhatCameOfIt() throws Exception {
            var open = open(
                    () -> holds.hold(wanted(bruno, TUESDAY_0920, Search.anywhere(SERVICE), false, note(bruno))), true);
            var annas = others.submit(() ->
                    agenda.hold(Search.anywhere(SERVICE), TUESDAY_0920, anna.person(), Side.PUBLIC, MONDAY, null));
            var brunos = others.submit(() ->
                    agenda.hold(Search.anywhere(SERVICE), TUESDAY_0940, bruno.person(), Side.PUBLIC, MONDAY, null));
            over.countDown();
            open.get();
            assertThat(annas.get()).isInstanceOf(Agenda.Holding.Held.class);
            assertThat(brunos.get()).isInstanceOf(Agenda.Holding.Held.class);
            assertThat(inHand(anna)).isEqualTo(1);
            assertThat(inHand(bruno)).isEqualTo(1);
        }

        @Test
        void whileOneDeskIsBeingTakenTheNextIsGiven() throws Exception {
            var two = Search.at(SERVICE, openCounter(2).id());
            var open = open(() -> holds.hold(wanted(bruno, TUESDAY_0920, two, false, null)), false);
            var tried = told(List.of(wanted(anna, TUESDAY_0920, two, true, null)));
            assertThat(tried.getFirst())
                    .isInstanceOfSatisfying(
                            Tried.Held.class,
                            annas -> assertThat(annas.hold().desk()).isEqualTo(2));
            over.countDown();
            open.get();
        }

        @Test
        void norAnOpeningThatIsBeingChanged() throws Exception {
            var other = openCounter(1);
            var closing = open(() -> close(other.office()), false);
            var tried = told(List.of(
                    wanted(anna, TUESDAY_0920, Search.at(SERVICE, other.id()), true, null),
                    wanted(bruno, TUESDAY_0920, Search.at(SERVICE, counter.id()), true, null)));
            assertThat(tried.get(0)).isEqualTo(new Tried.None());
            assertThat(tried.get(1)).isInstanceOf(Tried.Held.class);
            over.countDown();
            closing.get();
            assertThat(agenda.hold(
                            Search.at(SERVICE, other.id()), TUESDAY_0920, anna.person(), Side.PUBLIC, MONDAY, null))
                    .isInstanceOf(Agenda.Holding.NotOffered.class);
        }

        @Test
        void norWhoIsCountedForAnotherServiceJustNow() throws Exception {
            var counting = open(
                    () -> {
                        var annas = wanted(anna, TUESDAY_0920, Search.anywhere(SERVICE), false, null);
                        var asking = annas.asking();
                        holds.hold(new Wanted(
                                new Asking("another", Side.PUBLIC, who(annas), asking.until(), MONDAY, false, null),
                                annas.there(),
                                annas.asOf(),
                                ENOUGH));
                    },
                    true);
            assertThat(told(List.of(wanted(anna, TUESDAY_0940)))).containsExactly(new Tried.Earlier());
            over.countDown();
            counting.get();
        }

        private void close(UUID office) {
            jdbc.sql("insert into agenda.closure (office, on_day, why) values (:office, :day, 'test')")
                    .param("office", office)
                    .param("day", LocalDate.of(2027, 3, 2))
                    .update();
        }
    }

    @Test
    void atManyNodesAtOnceADeskServesOneAndNobodyLocksUp() throws Exception {
        openCounter(1);
        openCounter(2);
        long before = lockedUp();
        var crowd = IntStream.range(0, 12).mapToObj(_ -> citizen()).toList();
        var hours = List.of(TUESDAY_0920, TUESDAY_0940, TUESDAY_1000);
        var asked = new ArrayList<Callable<List<Tried>>>();
        for (int n = 0; n < 200; n++) {
            var drawn = new Random(n);
            asked.add(() -> holds.hold(drawn.ints(8, 0, crowd.size())
                    .mapToObj(one -> wanted(crowd.get(one), hours.get(drawn.nextInt(hours.size()))))
                    .toList()));
            asked.add(() -> {
                var one = crowd.get(drawn.nextInt(crowd.size()));
                agenda.hold(
                        Search.anywhere(SERVICE),
                        hours.get(drawn.nextInt(hours.size())),
                        one.person(),
                        Side.PUBLIC,
                        MONDAY,
                        note(one));
                return List.of();
            });
        }
        try (var nodes = Executors.newFixedThreadPool(6)) {
            for (var one : nodes.invokeAll(asked)) one.get();
        }
        assertThat(lockedUp()).isEqualTo(before);
        for (var hour : hours)
            assertThat(holders(hour)).hasSizeLessThanOrEqualTo(4).doesNotHaveDuplicates();
        assertThat(hours.stream().flatMap(hour -> holders(hour).stream())).doesNotHaveDuplicates();
    }

    private long lockedUp() {
        jdbc.sql("select pg_stat_force_next_flush()").query((row, n) -> true).single();
        return jdbc.sql("select deadlocks from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
    }
}
