package sportello.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.Bookings;
import sportello.booking.WaitingList;
import sportello.history.Said.Answer;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.MovableClock;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// Twelve places and two dozen people who hold, confirm, move, give up, wait, accept and decline from many threads,
/// while the clock jumps and the office calls appointments off: afterwards every answer given is compared with what the
/// database holds, and with every change on the way. `-Dhistory.seed=…` plays the same dice again.
@SportelloTest
class HistoryTest {

    static final String SERVICE = "history-test";
    static final Instant MONDAY = Instant.parse("2027-03-01T08:00:00Z");
    static final int THREADS = 8;
    static final int TURNS = Integer.getInteger("history.turns", 100);
    static final Duration CLOCK_MOVES_AT_MOST = Duration.ofHours(3);

    @Autowired
    Agenda agenda;

    @Autowired
    Bookings bookings;

    @Autowired
    WaitingList waiting;

    @Autowired
    Offices offices;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    final List<UUID> counters = new ArrayList<>();
    Actor.Official carla;

    @BeforeEach
    void twoCounters() {
        clear();
        clock.moveTo(MONDAY);
        for (int desks = 1; desks <= 2; desks++) {
            var office = offices.open(new Office(
                    UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
            counters.add(offices.openCounter(office.id(), SERVICE, desks).id());
            carla = offices.employ(
                    new PersonId(UUID.randomUUID()), office.id(), "funzionaria", Set.of(Right.HOLD_MEETINGS));
        }
    }

    @AfterEach
    void clear() {
        clock.reset();
        counters.clear();
        jdbc.sql("delete from booking.wish where service = :service")
                .param("service", SERVICE)
                .update();
        Cleared.of(jdbc, SERVICE);
    }

    @RepeatedTest(2)
    void everyAnswerGivenIsTrueAndNothingIsBookedTwice() throws Exception {
        long seed = Long.getLong("history.seed", new Random().nextLong());
        try (var witness = Witness.of(jdbc)) {
            var said = new ConcurrentLinkedQueue<Said>();
            live(seed, said);
            assertThat(said).as("no answer").extracting(Said::answer).doesNotHaveAnyElementsOfTypes(Answer.None.class);
            new Verdict(
                            SERVICE,
                            List.copyOf(said),
                            witness,
                            jdbc,
                            Map.of(counters.getFirst(), 1, counters.getLast(), 2),
                            true)
                    .allTrue();
            assertThat(said)
                    .as("a history in which something happened")
                    .extracting(each -> (Object) each.answer().getClass())
                    .contains(Answer.Booked.class, Answer.Taken.class, Answer.GivenUp.class);
        } catch (AssertionError broken) {
            throw new AssertionError("With -Dhistory.seed=" + seed + ": " + broken.getMessage(), broken);
        }
    }

    private void live(long seed, ConcurrentLinkedQueue<Said> said) throws Exception {
        var hours = agenda.days(SERVICE, MONDAY).stream()
                .flatMap(day -> agenda.day(SERVICE, day.day(), MONDAY).stream())
                .map(slot -> slot.startsAt())
                .distinct()
                .toList();
        assertThat(hours).hasSize(4);
        var town = new Townsman.Town(SERVICE, hours, List.copyOf(counters), agenda, bookings, waiting, clock, said);
        var people = IntStream.range(0, 24)
                .mapToObj(n -> new Townsman(
                        town, new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null)))
                .toList();
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var all = new ArrayList<Future<?>>();
            for (int thread = 0; thread < THREADS; thread++) {
                var random = new Random(seed + thread);
                boolean keepsTheClock = thread == 0;
                all.add(pool.submit(() -> {
                    for (int turn = 0; turn < TURNS; turn++) {
                        var person = people.get(random.nextInt(people.size()));
                        var other = people.get(random.nextInt(people.size()));
                        person.act(random, other);
                        if (random.nextInt(60) == 0)
                            other.open(random).ifPresent(appointment -> person.giveUp(appointment.id(), carla));
                        if (keepsTheClock && turn % 5 == 4)
                            clock.moveTo(clock.instant().plusSeconds(random.nextInt(400)));
                    }
                }));
            }
            for (var each : all) each.get();
        }
    }
}
