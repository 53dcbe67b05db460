package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Change;
import sportello.agenda.Openings;
import sportello.agenda.Slot;
import sportello.booking.Bookings.Move;
import sportello.booking.Bookings.Outcome;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// One desk, open from one to four on Sunday nights: what cannot be had is refused with its reason, and a refusal
/// leaves everything as it was.
@SportelloTest
class RefusalsTest {

    static final String SERVICE = "night-test";
    static final LocalDate SUNDAY = LocalDate.of(2027, 3, 7);
    static final Instant MONDAY = Instant.parse("2027-03-01T10:00:00Z");
    static final Matter MATTER = new Matter(Map.of());
    static final Actor OPERATOR = new Actor.System("test");

    final Actor.Citizen bruno = someone();
    final Actor.Citizen dario = someone();

    @Autowired
    Agenda agenda;

    @Autowired
    Bookings bookings;

    @Autowired
    Openings openings;

    @Autowired
    Offices offices;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    Counter counter;

    static Actor.Citizen someone() {
        return new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);
    }

    @BeforeEach
    void oneDesk() {
        clear();
        clock.moveTo(MONDAY);
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        counter = offices.openCounter(office.id(), SERVICE, 1);
    }

    @AfterEach
    void clear() {
        clock.reset();
        Cleared.of(jdbc, SERVICE);
    }

    static Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(hour, minute).atZone(ProductClock.ROME).toInstant();
    }

    Holding hold(Actor.Citizen by, Instant at) {
        return agenda.hold(SERVICE, at, by.person(), null, clock.instant());
    }

    UUID held(Actor.Citizen by, Instant at) {
        if (hold(by, at) instanceof Holding.Held(var hold)) return hold.id();
        throw new AssertionError("not held");
    }

    Appointment booked(Actor.Citizen by, Instant at) {
        var outcome = bookings.confirm(by, SERVICE, held(by, at), MATTER, IdempotencyKey.next());
        if (outcome instanceof Outcome.Booked(var appointment)) return appointment;
        throw new AssertionError(outcome);
    }

    /// Each in turn between choice and confirmation; the hour after is offered, where there is one.
    @Test
    void aCounterThatStopsBetweenChoiceAndConfirmationIsToldWithTheNearestHours() {
        var hour = at(SUNDAY, 1, 0);
        var why = new LinkedHashMap<String, Consumer<Counter>>();
        why.put(
                "refusal.suspended",
                there -> openings.change(
                        there,
                        new Change.Suspended(hour, hour.plus(Duration.ofMinutes(20)), "assenza"),
                        OPERATOR,
                        clock.instant()));
        why.put("refusal.closed", there -> openings.close(there.office(), SUNDAY, "guasto", OPERATOR, clock.instant()));
        why.forEach((word, stops) -> {
            oneDesk();
            var hold = held(bruno, hour);
            stops.accept(counter);
            var before = everything();
            assertThat(bookings.confirm(bruno, SERVICE, hold, MATTER, IdempotencyKey.next()))
                    .isInstanceOfSatisfying(Outcome.Withdrawn.class, told -> {
                        assertThat(told.why()).isEqualTo(word);
                        assertThat(told.nearest())
                                .isNotEmpty()
                                .noneMatch(slot -> slot.startsAt().equals(hour));
                    });
            assertThat(everything()).as("nothing of it stays").isEqualTo(before);
        });
    }

    List<String> everything() {
        return jdbc.sql("""
                        select 'hold ' || to_jsonb(h)::text as row from agenda.held_slot h where service = :service
                        union all
                        select 'appointment ' || to_jsonb(a)::text from booking.appointment a where service = :service
                        union all
                        select 'answer ' || to_jsonb(r)::text
                          from booking.answer r join booking.appointment a on a.id = r.appointment
                         where a.service = :service
                        order by 1
                        """)
                .param("service", SERVICE)
                .query((row, n) -> row.getString("row"))
                .list();
    }

    /// By every door: chosen, and as where to move an appointment that stands.
    void refused(Instant at, String why) {
        var stands = booked(dario, at(SUNDAY, 3, 40));
        var before = everything();
        assertThat(hold(bruno, at)).isInstanceOfSatisfying(Holding.NotOffered.class, no -> {
            assertThat(no.why()).isEqualTo(why);
            assertThat(no.nearest()).extracting(Slot::startsAt).doesNotContain(at);
        });
        assertThat(bookings.move(stands.id(), dario, at, IdempotencyKey.next()))
                .isInstanceOfSatisfying(
                        Move.NotOffered.class, no -> assertThat(no.why()).isEqualTo(why));
        assertThat(everything()).isEqualTo(before);
    }

    @Nested
    class AnHourThatIsNotThere {

        @ParameterizedTest
        @ValueSource(strings = {"PT0.001S", "PT1S", "PT10M", "-PT1S", "PT19M59.999S"})
        void offTheGrid(Duration off) {
            refused(at(SUNDAY, 2, 0).plus(off), "refusal.not-open");
        }

        @Test
        void inThePast() {
            clock.moveTo(at(SUNDAY, 2, 10));
            refused(at(SUNDAY, 2, 0), "refusal.past");
        }

        @Test
        void longAgo() {
            refused(at(SUNDAY.minusYears(3), 2, 0), "refusal.past");
        }

        @Test
        void beyondTheHorizon() {
            refused(at(SUNDAY.plusWeeks(2), 2, 0), "refusal.too-far");
        }

        @Test
        void onAnExtraordinaryClosure() {
            agenda.close(counter.office(), SUNDAY.plusWeeks(1), "sciopero", new Actor.System("test"));
            refused(at(SUNDAY.plusWeeks(1), 2, 0), "refusal.closed");
        }
    }

    @Test
    void onAHoliday() {
        var easter = LocalDate.of(2027, 3, 28);
        clock.moveTo(at(easter.minusDays(3), 10, 0));
        assertThat(hold(bruno, at(easter, 1, 0)))
                .isInstanceOfSatisfying(
                        Holding.NotOffered.class, no -> assertThat(no.why()).isEqualTo("refusal.closed"));
        assertThat(everything()).isEmpty();
    }

    @Nested
    class WhenTheClocksChange {

        @Test
        void theHourThatDoesNotExistIsNotOffered() {
            var spring = LocalDate.of(2028, 3, 26);
            clock.moveTo(at(spring.minusDays(3), 10, 0));
            assertThat(agenda.day(SERVICE, spring, clock.instant()))
                    .extracting(slot -> slot.startsAt()
                            .atZone(ProductClock.ROME)
                            .toLocalTime()
                            .toString())
                    .containsExactly("01:00", "01:20", "01:40", "03:00", "03:20", "03:40");
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-10-25", "2027-10-31", "2028-10-29"})
        void theHourThatComesTwiceIsTwoHours(LocalDate autumn) {
            clock.moveTo(at(autumn.minusDays(3), 10, 0));
            var first = at(autumn, 2, 20);
            var second = first.plus(Duration.ofHours(1));
            assertThat(second.atZone(ProductClock.ROME).toLocalTime())
                    .isEqualTo(first.atZone(ProductClock.ROME).toLocalTime());
            assertThat(agenda.day(SERVICE, autumn, clock.instant()))
                    .hasSize(12)
                    .extracting(Slot::startsAt)
                    .contains(first, second);
            var brunos = booked(bruno, first);
            assertThat(hold(dario, first)).isInstanceOf(Holding.Taken.class);
            var darios = booked(dario, second);
            assertThat(List.of(brunos.startsAt(), darios.startsAt())).containsExactly(first, second);
        }
    }

    @Nested
    class SomebodyElsesHold {

        @Test
        void isAnsweredLikeOneThatNeverWas() {
            var theirs = held(dario, at(SUNDAY, 2, 0));
            var before = everything();
            for (var hold : List.of(theirs, UUID.randomUUID())) {
                assertThat(agenda.find(hold, bruno.person())).isEmpty();
                assertThat(agenda.extend(hold, bruno.person(), clock.instant())).isEmpty();
                assertThat(agenda.take(hold, bruno.person(), clock.instant())).isFalse();
                agenda.drop(hold, bruno.person());
                assertThat(bookings.confirm(bruno, SERVICE, hold, MATTER, IdempotencyKey.next()))
                        .isInstanceOf(Outcome.SlotTaken.class);
            }
            assertThat(everything()).isEqualTo(before);
        }

        @Test
        void isNotConfirmedUnderAnotherService() {
            var own = held(bruno, at(SUNDAY, 2, 0));
            assertThat(bookings.confirm(bruno, "agenda-test", own, MATTER, IdempotencyKey.next()))
                    .isNotInstanceOf(Outcome.Booked.class);
            assertThat(agenda.find(own, bruno.person()).orElseThrow().booked()).isFalse();
        }
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefusedAndChangesNothing() {
        var key = IdempotencyKey.next();
        var hold = held(bruno, at(SUNDAY, 2, 0));
        var first = bookings.confirm(bruno, SERVICE, hold, MATTER, key);
        var before = everything();
        var other = new Matter(Map.of("note", "other"));
        assertThat(bookings.confirm(bruno, SERVICE, hold, other, key)).isInstanceOf(Outcome.KeyReused.class);
        assertThat(bookings.confirm(bruno, SERVICE, UUID.randomUUID(), MATTER, key))
                .isInstanceOf(Outcome.KeyReused.class);
        assertThat(bookings.move(((Outcome.Booked) first).appointment().id(), bruno, at(SUNDAY, 3, 0), key))
                .isInstanceOf(Move.KeyReused.class);
        assertThat(bookings.confirm(bruno, SERVICE, hold, MATTER, key)).isEqualTo(first);
        assertThat(everything()).isEqualTo(before);
    }
}
