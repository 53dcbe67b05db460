package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.MovableClock;
import sportello.platform.RoomFunction;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// An hour and what was typed are kept together, or neither is (decision 27), however many tabs ask.
@SportelloTest
class KeptHourTest {

    static final String SERVICE = "delegation-web-meeting";
    static final Instant MONDAY = Instant.parse("2027-03-01T10:00:00Z");
    static final Instant TUESDAY_0920 = Instant.parse("2027-03-02T08:20:00Z");
    static final Instant TUESDAY_0940 = Instant.parse("2027-03-02T08:40:00Z");
    static final Map<String, String> TYPED = Map.of("situation", "signs");

    @Autowired
    Bookings bookings;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    final Actor.Citizen bruno = citizen();

    @BeforeEach
    void oneCounterWithOneDesk() {
        clock.moveTo(MONDAY);
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        offices.openCounter(office.id(), SERVICE, 1);
    }

    @AfterEach
    void clear() {
        Cleared.of(jdbc, SERVICE);
        clock.reset();
    }

    @Test
    void theHourIsThereWithWhatWasTyped() {
        var hold = held(choose(bruno, TUESDAY_0920));
        assertThat(bookings.draft(bruno, SERVICE)).hasValueSatisfying(draft -> {
            assertThat(draft.answers()).isEqualTo(TYPED);
            assertThat(draft.hold()).contains(hold);
            assertThat(draft.wanted()).contains(TUESDAY_0920);
        });
        assertThat(bookings.underWay(bruno, SERVICE).hold()).hasValueSatisfying(kept -> {
            assertThat(kept.id()).isEqualTo(hold);
            assertThat(kept.startsAt()).isEqualTo(TUESDAY_0920);
        });
    }

    @Test
    void whereAnotherHasTheHourNothingIsWritten() {
        choose(citizen(), TUESDAY_0920);
        assertThat(choose(bruno, TUESDAY_0920)).isInstanceOf(Holding.Taken.class);
        assertThat(bookings.draft(bruno, SERVICE)).isEmpty();
    }

    @Test
    void whereNothingCanBeWrittenTheHourStaysFree() {
        var unreadable = new Agenda.Note(new RoomFunction("booking.keep_hour"), "{}");
        assertThatThrownBy(() -> agenda.hold(
                        Search.anywhere(SERVICE),
                        TUESDAY_0920,
                        bruno.person(),
                        Side.PUBLIC,
                        clock.instant(),
                        unreadable))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(choose(citizen(), TUESDAY_0920)).isInstanceOf(Holding.Held.class);
    }

    @Test
    void anotherHourTakesThePlaceOfTheFirstAndIsOneMore() {
        choose(bruno, TUESDAY_0920);
        var second = held(choose(bruno, TUESDAY_0940));
        assertThat(bookings.draft(bruno, SERVICE).flatMap(Bookings.Draft::hold)).contains(second);
        assertThat(choose(citizen(), TUESDAY_0920)).isInstanceOf(Holding.Held.class);
        assertThat(inHand()).contains(2);
    }

    @Test
    void theSameHourOnceMoreIsNoOther() {
        var first = held(choose(bruno, TUESDAY_0920));
        assertThat(held(choose(bruno, TUESDAY_0920))).isEqualTo(first);
        assertThat(inHand()).contains(1);
    }

    @Test
    void manyTabsOfOnePersonAtAFullHourWaitForEachOtherAndLockUpNowhere() throws Exception {
        choose(citizen(), TUESDAY_0920);
        long before = lockedUp();
        try (var tabs = Executors.newFixedThreadPool(4)) {
            var clicks = IntStream.range(0, 40)
                    .<Callable<Holding>>mapToObj(_ -> () -> choose(bruno, TUESDAY_0920))
                    .toList();
            for (var one : tabs.invokeAll(clicks)) assertThat(one.get()).isInstanceOf(Holding.Taken.class);
        }
        assertThat(lockedUp()).isEqualTo(before);
        assertThat(inHand()).contains(1);
    }

    private static Actor.Citizen citizen() {
        return new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);
    }

    private Holding choose(Actor.Citizen by, Instant at) {
        return agenda.hold(
                Search.anywhere(SERVICE),
                at,
                by.person(),
                Side.PUBLIC,
                clock.instant(),
                bookings.draftNote(by, SERVICE, TYPED));
    }

    private static UUID held(Holding holding) {
        return ((Holding.Held) holding).hold().id();
    }

    private Optional<Integer> inHand() {
        return jdbc.sql("select count from agenda.taken_in_hand where holder = :holder")
                .param("holder", bruno.person().value())
                .query(Integer.class)
                .optional();
    }

    private long lockedUp() {
        jdbc.sql("select pg_stat_force_next_flush()").query((row, n) -> true).single();
        return jdbc.sql("select deadlocks from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
    }
}
