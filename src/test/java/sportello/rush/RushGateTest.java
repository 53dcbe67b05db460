package sportello.rush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.offices.ServicePolicy;
import sportello.rush.TicketRows.Place;
import sportello.testing.SportelloTest;

@SportelloTest
class RushGateTest {

    static final Duration LONGEST = Duration.ofMinutes(30);
    static final Duration AWAY = Duration.ofSeconds(150);

    /// A door of this test alone: nobody calls in there but the test.
    final String door = "door-" + UUID.randomUUID();

    final ServicePolicy.Rush two = rush(2);

    @Autowired
    TicketRows rows;

    @Autowired
    RushGate gate;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    static ServicePolicy.Rush rush(int inside) {
        return new ServicePolicy.Rush(inside, Duration.ofMinutes(10), List.of());
    }

    static PersonId someone() {
        return new PersonId(UUID.randomUUID());
    }

    @BeforeEach
    void build() {
        rows.build(door);
    }

    Place enter(PersonId who) {
        return enter(who, two, false);
    }

    Place enter(PersonId who, ServicePolicy.Rush policy, boolean ticketsOnly) {
        return rows.enter(new TicketRows.Coming(door, who, policy, LONGEST, AWAY, ticketsOnly));
    }

    int callIn() {
        return callIn(two);
    }

    int callIn(ServicePolicy.Rush rush) {
        jdbc.sql("update rush.ticket set taken_at = taken_at - interval '1 second' where door = :door")
                .param("door", door)
                .update();
        return rows.admit(door, rush, AWAY);
    }

    void letPass(String column, Duration length) {
        jdbc.sql("update rush.ticket set " + column + " = " + column
                        + " - :length * interval '1 second' where door = :door")
                .param("length", length.toSeconds())
                .param("door", door)
                .update();
    }

    @Test
    void whileThereIsRoomNobodyNoticesTheDoor() {
        assertThat(enter(someone()).inside()).isTrue();
    }

    @Test
    void whoComesWhenItIsFullTakesATicketAndGoesInInOrder() {
        var early = someone();
        enter(early);
        var waiting = Stream.generate(RushGateTest::someone).limit(4).toList();
        var places = waiting.stream().map(this::enter).toList();
        assertThat(places).noneMatch(Place::inside).extracting(Place::number).isSorted();

        assertThat(callIn()).isEqualTo(1);
        assertThat(waiting.stream().map(this::enter).map(Place::inside).toList())
                .containsExactly(true, false, false, false);

        rows.leave(door, early);
        assertThat(callIn()).isEqualTo(1);
        assertThat(waiting.stream().map(this::enter).map(Place::inside).toList())
                .containsExactly(true, true, false, false);
    }

    @Test
    void nobodyWalksPastWhoWaits() {
        var first = someone();
        enter(first);
        enter(someone());
        rows.leave(door, first);
        assertThat(enter(someone()).inside()).isFalse();
    }

    @Test
    void onePersonHasOnePlaceWhateverTheDevice() {
        var bruno = someone();
        enter(someone());
        var at = enter(bruno);
        assertThat(enter(bruno)).isEqualTo(at);
    }

    @Test
    void whoFindsNothingToChooseKeepsThePassAndNobodyOut() {
        var anna = someone();
        var bruno = someone();
        enter(anna);
        rows.standAside(door, anna, AWAY);
        assertThat(enter(bruno).inside()).as("beside who stands aside").isTrue();

        rows.standAside(door, bruno, AWAY);
        assertThat(enter(anna).inside()).as("back, with the same pass").isTrue();
        assertThat(enter(someone()).inside()).as("beside who is back").isFalse();
    }

    @Test
    void whoComeWithOneQuestionGetWhatTheyWouldGetOneAfterAnother() {
        var inside = someone();
        enter(inside);
        var anna = someone();
        var bruno = someone();
        var places = rows.enter(Stream.of(anna, bruno, inside, anna)
                .map(who -> new TicketRows.Coming(door, who, two, LONGEST, AWAY, false))
                .toList());

        assertThat(places).extracting(Place::inside).containsExactly(false, false, true, false);
        assertThat(places.get(0)).isEqualTo(places.get(3)).isEqualTo(enter(anna));
        assertThat(places.get(0).number()).isLessThan(places.get(1).number());
        assertThat(enter(someone()).number()).isGreaterThan(places.get(1).number());
    }

    /// Those called in are written in another order than those who come.
    @Test
    void whoComesAgainWaitsForNobodyWhoWritesTheirTicket() throws Exception {
        var inside = someone();
        enter(inside);
        var waits = someone();
        var before = enter(waits);
        letPass("seen_at", Duration.ofSeconds(31));
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                jdbc.sql("select id from rush.ticket where door = :door for update")
                        .param("door", door)
                        .query(UUID.class)
                        .list();
                for (var who : List.of(inside, waits))
                    assertThat(others.submit(() -> enter(who)))
                            .succeedsWithin(Duration.ofSeconds(20))
                            .returns(who == inside, Place::inside);
            });
        }
        assertThat(enter(waits)).isEqualTo(before);
    }

    @Test
    void whoIsAwayIsPassedOverAndGoesInFirstWhenBack() {
        enter(someone());
        enter(someone());
        var away = someone();
        enter(away);
        callIn();
        callIn();
        letPass("seen_at", AWAY.plusSeconds(1));
        var here = someone();
        enter(here);
        letPass("pass_until", Duration.ofMinutes(10).plusSeconds(1));
        var late = someone();
        enter(late);
        assertThat(callIn()).isEqualTo(2);
        assertThat(enter(away).inside()).as("away").isFalse();
        assertThat(enter(here).inside()).as("here").isTrue();

        rows.leave(door, here);
        var last = someone();
        enter(last);
        assertThat(callIn()).isEqualTo(1);
        assertThat(enter(away).inside()).as("back").isTrue();
        assertThat(enter(last).inside()).as("last").isFalse();
    }

    @Test
    void whoWentAwayWithAPassKeepsItButNoPlace() {
        var away = someone();
        enter(away);
        enter(someone());
        var waiting = someone();
        assertThat(enter(waiting).inside()).isFalse();
        letPass("seen_at", AWAY.plusSeconds(1));
        assertThat(enter(waiting).inside()).isFalse();

        assertThat(callIn()).isEqualTo(1);
        assertThat(enter(waiting).inside()).isTrue();
        assertThat(enter(away).inside()).as("back").isTrue();
    }

    @Test
    void aPassLastsWhileOneGoesOnButNotForEver() {
        var bruno = someone();
        enter(bruno);
        letPass("pass_until", Duration.ofMinutes(9));
        enter(bruno);
        assertThat(minutesLeft()).isEqualTo(10);

        letPass("pass_until", Duration.ofMinutes(9));
        letPass("pass_from", Duration.ofMinutes(28));
        enter(bruno);
        assertThat(minutesLeft()).isBetween(1, 2);
    }

    private int minutesLeft() {
        return jdbc.sql("""
                        select round(extract(epoch from pass_until - clock_timestamp()) / 60) from rush.ticket
                         where door = :door
                        """).param("door", door).query(Integer.class).single();
    }

    @Test
    void whoseTimeRanOutQueuesAgainAtTheEnd() {
        var slow = someone();
        var before = enter(slow);
        letPass("pass_until", Duration.ofMinutes(11));
        enter(someone());
        enter(someone());
        var after = enter(slow);
        assertThat(after.inside()).isFalse();
        assertThat(after.number()).isGreaterThan(before.number());
    }

    @Test
    void inTheHoursOfThePolicyEverybodyTakesATicket() {
        var place = enter(someone(), two, true);
        assertThat(place.inside()).isFalse();
        assertThat(callIn()).isEqualTo(1);
    }

    @Test
    void manyAtOnceGoInByTheirNumbersAndNeverMoreThanThereIsRoomFor() throws Exception {
        var rush = rush(20);
        var people = Stream.generate(RushGateTest::someone).limit(300).toList();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var coming = people.stream()
                    .<Callable<Place>>map(who -> () -> enter(who, rush, true))
                    .toList();
            for (var place : pool.invokeAll(coming)) place.get();
            int inside = 0;
            while (inside < people.size()) {
                letPass("taken_at", Duration.ofSeconds(1));
                var called = new ArrayList<Integer>();
                for (var one : pool.invokeAll(IntStream.range(0, 4)
                        .<Callable<Integer>>mapToObj(_ -> () -> rows.admit(door, rush, AWAY))
                        .toList())) called.add(one.get());
                inside += called.stream().mapToInt(Integer::intValue).sum();
                assertThat(jdbc.sql("""
                                select count(*) from rush.ticket
                                 where door = :door and left_at is null and pass_until > clock_timestamp()
                                """)
                                .param("door", door)
                                .query(Integer.class)
                                .single())
                        .isLessThanOrEqualTo(20);
                jdbc.sql(
                                "update rush.ticket set left_at = clock_timestamp() where door = :door and pass_from is not null")
                        .param("door", door)
                        .update();
            }
        }
        assertThat(jdbc.sql("""
                        select count(*) from rush.ticket as one join rush.ticket as other using (door)
                         where door = :door and one.number < other.number and one.pass_from > other.pass_from
                        """).param("door", door).query(Integer.class).single())
                .as("went in before somebody with a lower number")
                .isZero();
    }

    @Nested
    class WhenACrowdPresses {

        final Duration calm = Duration.ofMinutes(1);

        boolean isOpen() {
            var someone = someone();
            var inside = enter(someone).inside();
            rows.leave(door, someone);
            return inside;
        }

        void passes(Duration time) {
            jdbc.sql("""
                            update rush.door set shut_until = shut_until - :time * interval '1 second',
                                   pressed_at = pressed_at - :time * interval '1 second'
                             where door = :door
                            """).param("time", time.toSeconds()).param("door", door).update();
        }

        @Test
        void whoComesNewTakesATicketAndWhoIsInsideGoesOn() {
            var bruno = someone();
            assertThat(enter(bruno).inside()).isTrue();
            assertThat(rows.press(door, two, calm, AWAY, true))
                    .as("it was open")
                    .isTrue();
            assertThat(rows.press(door, two, calm, AWAY, true))
                    .as("it is shut already")
                    .isFalse();
            assertThat(enter(someone()).inside()).isFalse();
            assertThat(enter(bruno).inside()).isTrue();
        }

        @Test
        void asManyGoInAsCanBeTreatedAndMoreOnceItEases() {
            var many = rush(100);
            var inside = twentyGoIn(many);
            jdbc.sql("update rush.ticket set pass_from = pass_from - interval '2 seconds' where door = :door")
                    .param("door", door)
                    .update();
            rows.press(door, many, calm, AWAY, true);
            for (int n = 0; n < 60; n++) enter(someone(), many, false);
            for (var one : inside) rows.leave(door, one);

            assertThat(callIn(many))
                    .as("seven tenths of the twenty it was too much with")
                    .isEqualTo(14);
            rows.press(door, many, calm, AWAY, true);
            leaveAll();
            assertThat(callIn(many))
                    .as("pressed again at once: too early to tell")
                    .isEqualTo(14);
            passes(Duration.ofSeconds(4));
            rows.press(door, many, calm, AWAY, true);
            leaveAll();
            assertThat(callIn(many)).as("still too much").isEqualTo(9);
            passes(Duration.ofSeconds(4));
            leaveAll();
            assertThat(callIn(many)).as("it eases").isEqualTo(11);
        }

        @Test
        void whoOnlyComesTakesNoPlaceFromWhoIsInside() {
            var many = rush(100);
            twentyGoIn(many);
            jdbc.sql("update rush.ticket set pass_from = pass_from - interval '2 seconds' where door = :door")
                    .param("door", door)
                    .update();
            assertThat(rows.press(door, many, calm, AWAY, false))
                    .as("the line begins")
                    .isTrue();
            for (int n = 0; n < 60; n++) enter(someone(), many, false);
            for (int seconds = 0; seconds < 5; seconds++) {
                passes(Duration.ofSeconds(4));
                rows.press(door, many, calm, AWAY, false);
            }
            leaveAll();
            assertThat(callIn(many))
                    .as("fourteen, and more since it is calm inside")
                    .isEqualTo(16);
        }

        @Test
        void whoComeInOneSecondWillTakeFourToLookAgainFromTheLine() {
            var many = rush(100);
            var inside = twentyGoIn(many);
            rows.press(door, many, calm, AWAY, true);
            for (int n = 0; n < 80; n++) enter(someone(), many, false);
            for (var one : inside) rows.leave(door, one);
            assertThat(callIn(many)).as("seven tenths of twenty a second").isEqualTo(56);
        }

        private List<PersonId> twentyGoIn(ServicePolicy.Rush many) {
            var twenty = Stream.generate(RushGateTest::someone).limit(20).toList();
            for (var one : twenty) enter(one, many, false);
            return twenty;
        }

        private void leaveAll() {
            jdbc.sql("update rush.ticket set left_at = clock_timestamp() where door = :door and pass_from is not null")
                    .param("door", door)
                    .update();
        }

        @Test
        void theDoorOpensOnceNobodyWaitsForAWhile() {
            rows.press(door, two, calm, AWAY, true);
            var waiting = someone();
            enter(someone());
            enter(waiting);
            passes(Duration.ofSeconds(50));
            callIn();
            passes(Duration.ofSeconds(50));
            assertThat(isOpen()).as("somebody still waited ten seconds before").isFalse();
            callIn();
            rows.leave(door, waiting);
            passes(Duration.ofSeconds(59));
            assertThat(isOpen()).as("a second early").isFalse();
            passes(Duration.ofSeconds(61));
            jdbc.sql("update rush.ticket set left_at = clock_timestamp() where door = :door")
                    .param("door", door)
                    .update();
            assertThat(isOpen()).as("calm").isTrue();
        }
    }

    @Test
    void theGateOfAServiceKnowsItsPolicy() {
        var bruno = new Actor.Citizen(someone(), Assurance.SUBSTANTIAL, null);
        assertThat(gate.enter("delegation-web-meeting", bruno)).isEqualTo(new RushGate.Standing.Inside());
        gate.leave("delegation-web-meeting", bruno);
    }

    @Test
    void thePaceIsThatOfTheLastTenSecondsOnceManyWentInThen() {
        var many = rush(100);
        for (int n = 0; n < 29; n++) enter(someone(), many, false);
        assertThat(rows.perMinute(door)).isCloseTo(29 / 3.0, within(0.01));
        enter(someone(), many, false);
        assertThat(rows.perMinute(door)).isEqualTo(180);
    }

    @Test
    void aTicketsPlaceIsKnownWithoutAskingForAWhile() {
        var nanos = new AtomicLong();
        var called = new CalledSoFar(nanos::get);
        assertThat(called.at(door)).isEmpty();
        called.heard(Map.of(door, 7L));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(called.at(door)).hasValue(7);
        nanos.incrementAndGet();
        assertThat(called.at(door)).as("heard too long ago").isEmpty();
    }

    @Test
    void whoIsStillHereIsSeenAndWhoLeftIsNotNamed() {
        var gone = someone();
        enter(gone);
        var waiting = Stream.generate(RushGateTest::someone).limit(3).toList();
        var tickets = waiting.stream().map(this::enter).map(Place::id).toList();
        rows.leave(door, waiting.getFirst());
        letPass("seen_at", Duration.ofSeconds(40));
        assertThat(rows.stillHere(tickets)).containsExactlyInAnyOrderElementsOf(tickets.subList(1, 3));
        assertThat(jdbc.sql("select id from rush.ticket where door = :door and seen_at > now() - interval '10 seconds'")
                        .param("door", door)
                        .query(UUID.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(tickets.subList(1, 3));
    }

    @Test
    void whoIsBeingCalledAtThatMomentIsStillHereAndNobodyWaitsForIt() {
        enter(someone());
        var tickets =
                Stream.of(enter(someone()), enter(someone())).map(Place::id).toList();
        letPass("seen_at", Duration.ofSeconds(40));
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            jdbc.sql("select id from rush.ticket where id = :id for update")
                    .param("id", tickets.getFirst())
                    .query(UUID.class)
                    .single();
            Future<Set<UUID>> here;
            try (var elsewhere = Executors.newSingleThreadExecutor()) {
                here = elsewhere.submit(() -> new TransactionTemplate(transactions).execute(_ -> {
                    jdbc.sql("set local lock_timeout = '10s'").update();
                    return rows.stillHere(tickets);
                }));
            }
            assertThat(here.resultNow()).containsExactlyInAnyOrderElementsOf(tickets);
        });
        assertThat(jdbc.sql("select id from rush.ticket where door = :door and seen_at > now() - interval '30 seconds'")
                        .param("door", door)
                        .query(UUID.class)
                        .list())
                .containsExactly(tickets.getLast());
    }

    @Test
    void whatADoorHasCalledIsTheHighestNumberThatWentIn() {
        assertThat(rows.called(List.of(door))).containsExactly(Map.entry(door, 0L));
        assertThat(rows.doorsWithALine(List.of(door))).isEmpty();
        var first = enter(someone());
        var second = enter(someone());
        assertThat(second.inside()).isFalse();
        assertThat(rows.called(List.of(door))).containsExactly(Map.entry(door, first.number()));
        assertThat(rows.doorsWithALine(List.of(door))).containsExactly(door);
        callIn();
        assertThat(rows.called(List.of(door))).containsExactly(Map.entry(door, second.number()));
    }

    @Test
    void oneLooksHalfWayThroughTheWaitButNotTooOftenNorTooSeldom() {
        assertThat(Ticket.of(UUID.randomUUID(), 101, 100, 60).askAgain()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Ticket.of(UUID.randomUUID(), 106, 100, 60).askAgain())
                .as("near: when it should be time")
                .isEqualTo(Duration.ofSeconds(6));
        assertThat(Ticket.of(UUID.randomUUID(), 120, 100, 60).askAgain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(Ticket.of(UUID.randomUUID(), 1_000, 100, 60).askAgain()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void whileNothingMovesOnlyTheNextLooksOften() {
        assertThat(Ticket.of(UUID.randomUUID(), 101, 100, 0).askAgain()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Ticket.of(UUID.randomUUID(), 102, 100, 0).askAgain()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void theEstimateIsThePaceOfTheLastMinutes() {
        var ticket = Ticket.of(UUID.randomUUID(), 130, 100, 30);
        assertThat(ticket.before()).isEqualTo(29);
        assertThat(ticket.estimate()).contains(Duration.ofMinutes(1));
        assertThat(Ticket.of(UUID.randomUUID(), 130, 100, 0).estimate()).isEmpty();
        assertThat(Ticket.of(UUID.randomUUID(), 7, 100, 30).before()).isZero();
    }
}
