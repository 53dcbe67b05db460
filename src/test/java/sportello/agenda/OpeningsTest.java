package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Change.OnWeekday;
import sportello.agenda.Timetable.Hours;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.testing.SportelloTest;

/// The service's policy is open Tuesday and Thursday 9–12, twenty minutes each.
@SportelloTest
class OpeningsTest {

    static final String SERVICE = "agenda-test";
    /// Monday.
    static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");

    static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);
    static final LocalDate WEDNESDAY = TUESDAY.plusDays(1);
    static final Actor OPERATOR = new Actor.System("test");

    @Autowired
    Agenda agenda;

    @Autowired
    Openings openings;

    @Autowired
    Offices offices;

    @Autowired
    TurnedAway turnedAway;

    @Autowired
    TimetableRows rows;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    Counter counter;

    /// Rule G13.
    @Test
    void onlyTheOfficesOwnManagerChangesThem() {
        var closed = new Change.Closed(Days.on(TUESDAY), "lavori");
        for (var stranger : List.<Actor>of(
                official(counter.office(), Right.HOLD_MEETINGS, Right.FRONT_DESK),
                official(openCounter(1).office(), Right.MANAGE_OFFICE),
                new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.HIGH, null))) {
            assertThatThrownBy(() -> openings.change(counter, closed, stranger, NOW))
                    .isInstanceOf(SecurityException.class);
            assertThatThrownBy(() -> openings.close(counter.office(), TUESDAY, "sciopero", stranger, NOW))
                    .isInstanceOf(SecurityException.class);
            assertThatThrownBy(() -> openings.reopen(counter.office(), TUESDAY, stranger, NOW))
                    .isInstanceOf(SecurityException.class);
            assertThatThrownBy(() -> offices.openAnother(counter, 1, IdempotencyKey.next(), stranger))
                    .isInstanceOf(SecurityException.class);
        }
        assertThat(hoursOf(TUESDAY)).isNotEmpty();
        openings.change(counter, closed, official(counter.office(), Right.MANAGE_OFFICE), NOW);
        assertThat(hoursOf(TUESDAY)).isEmpty();
    }

    private Actor.Official official(UUID office, Right... rights) {
        return offices.employ(new PersonId(UUID.randomUUID()), office, "funzionaria", Set.of(rights));
    }

    @BeforeEach
    void oneCounterWithTwoDesks() {
        counter = openCounter(2);
    }

    Counter openCounter(int desks) {
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        return offices.openCounter(office.id(), SERVICE, desks);
    }

    static Instant at(LocalDate day, String hour) {
        return day.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    static Hours hours(String from, String to, int slot, int desks, int kept) {
        return new Hours(LocalTime.parse(from), LocalTime.parse(to), Duration.ofMinutes(slot), desks, kept);
    }

    static Change week(LocalDate from, DayOfWeek weekday, Hours... hours) {
        return new Change.WeekChanged(
                Days.from(from),
                List.of(hours).stream()
                        .map(each -> new OnWeekday(weekday, each))
                        .toList());
    }

    List<Misfit> change(Change change) {
        return openings.change(counter, change, OPERATOR, NOW) instanceof Openings.Changed.Done(var misfits)
                ? misfits
                : failed();
    }

    static List<Misfit> failed() {
        throw new AssertionError("refused");
    }

    List<String> hoursOf(LocalDate day) {
        return agenda.day(SERVICE, counter.id(), day, NOW).stream()
                .filter(slot -> slot.free() > 0)
                .map(slot -> slot.startsAt().atZone(ProductClock.ROME).toLocalTime() + " " + slot.free())
                .toList();
    }

    Holding hold(LocalDate day, String hour, PersonId who, Side side) {
        return agenda.hold(SERVICE, at(day, hour), who, counter.id(), side, NOW);
    }

    Hold held(LocalDate day, String hour, PersonId who, Side side) {
        return hold(day, hour, who, side) instanceof Holding.Held(var hold) ? hold : AgendaTest.failed();
    }

    Hold booked(LocalDate day, String hour) {
        var who = new PersonId(UUID.randomUUID());
        var hold = held(day, hour, who, Side.PUBLIC);
        assertThat(agenda.take(hold.id(), who, NOW)).isTrue();
        return hold;
    }

    String refused(LocalDate day, String hour) {
        return hold(day, hour, new PersonId(UUID.randomUUID()), Side.PUBLIC)
                        instanceof Holding.NotOffered(var why, var _)
                ? why
                : "not refused";
    }

    @Test
    void aWeekOfItsOwnTakesThePlaceOfThePolicysWhileItIsInForce() {
        change(new Change.WeekChanged(
                new Days(WEDNESDAY, WEDNESDAY.plusWeeks(1)),
                List.of(new OnWeekday(DayOfWeek.WEDNESDAY, hours("14:00", "15:00", 30, 3, 0)))));
        assertThat(hoursOf(TUESDAY)).hasSize(9);
        assertThat(hoursOf(WEDNESDAY)).containsExactly("14:00 3", "14:30 3");
        assertThat(hoursOf(WEDNESDAY.plusDays(1))).isEmpty();
        assertThat(hoursOf(WEDNESDAY.plusWeeks(1))).isEmpty();
        assertThat(hoursOf(WEDNESDAY.plusWeeks(1).plusDays(1))).hasSize(9);
        assertThat(agenda.days(SERVICE, counter.id(), NOW)).hasSize(8);
    }

    @Test
    void aLaterWeekCutsTheEarlierOneAndNoWeekIsThePolicysAgain() {
        change(week(TUESDAY, DayOfWeek.WEDNESDAY, hours("09:00", "10:00", 20, 1, 0)));
        var middle = WEDNESDAY.plusWeeks(1);
        change(new Change.WeekChanged(
                Days.on(middle), List.of(new OnWeekday(DayOfWeek.WEDNESDAY, hours("09:00", "10:00", 15, 1, 0)))));
        assertThat(hoursOf(WEDNESDAY)).hasSize(3);
        assertThat(hoursOf(middle)).hasSize(4);
        assertThat(hoursOf(middle.plusWeeks(1))).hasSize(3);
        change(new Change.WeekChanged(Days.from(LocalDate.of(2027, 1, 1)), List.of()));
        assertThat(hoursOf(WEDNESDAY)).isEmpty();
        assertThat(hoursOf(TUESDAY)).hasSize(9);
        assertThat(openings.of(counter.id())).isEqualTo(Timetable.NONE);
    }

    @Test
    void oneDayHasOtherHoursOrAnExtraOpening() {
        change(new Change.DayChanged(TUESDAY, List.of(hours("09:00", "10:00", 20, 2, 0))));
        var saturday = LocalDate.of(2027, 3, 6);
        change(new Change.DayChanged(saturday, List.of(hours("09:00", "10:00", 20, 1, 0))));
        assertThat(hoursOf(TUESDAY)).hasSize(3);
        assertThat(hoursOf(saturday)).hasSize(3);
        change(new Change.DayChanged(TUESDAY, List.of()));
        assertThat(hoursOf(TUESDAY)).hasSize(9);
    }

    @Test
    void desksKeptForStaffAreNeitherShownToThePublicNorHeldByIt() {
        change(week(TUESDAY, DayOfWeek.TUESDAY, hours("09:00", "09:20", 20, 1, 1)));
        assertThat(hoursOf(TUESDAY)).containsExactly("09:00 1");
        var bruno = new PersonId(UUID.randomUUID());
        assertThat(held(TUESDAY, "09:00", bruno, Side.PUBLIC).desk()).isEqualTo(1);
        assertThat(hoursOf(TUESDAY)).isEmpty();
        var dario = new PersonId(UUID.randomUUID());
        assertThat(hold(TUESDAY, "09:00", dario, Side.PUBLIC)).isInstanceOf(Holding.Taken.class);
        assertThat(agenda.nearest(SERVICE, counter.id(), at(TUESDAY, "09:00"), 1, Side.STAFF, NOW))
                .hasSize(1);
        assertThat(held(TUESDAY, "09:00", dario, Side.STAFF).desk()).isEqualTo(2);
    }

    @Test
    void whoFindsAnHourTakenCountsOnceInItsWeek() {
        var monday = TUESDAY.minusDays(1);
        // Who asked for any office counts in each.
        turnedAway.write();
        int anywhere = openings.supply(counter, monday, 1, NOW).getFirst().turnedAway();
        for (int desk = 0; desk < 2; desk++) booked(TUESDAY, "09:00");
        for (var late : List.of(new PersonId(UUID.randomUUID()), new PersonId(UUID.randomUUID())))
            for (int tries = 0; tries < 2; tries++) {
                assertThat(hold(TUESDAY, "09:00", late, Side.PUBLIC)).isInstanceOf(Holding.Taken.class);
                turnedAway.write();
            }
        assertThat(refused(TUESDAY, "09:05")).isEqualTo("refusal.not-open");
        turnedAway.write();
        assertThat(openings.supply(counter, monday, 2, NOW))
                .extracting(Openings.Supply::turnedAway)
                .containsExactly(anywhere + 2, 0);
        assertThat(openings.supply(openCounter(1), monday, 1, NOW))
                .extracting(Openings.Supply::turnedAway)
                .containsExactly(anywhere);
    }

    @Test
    void staffTakeTheDesksKeptForThemFirst() {
        change(week(TUESDAY, DayOfWeek.TUESDAY, hours("09:00", "09:20", 20, 2, 1)));
        assertThat(held(TUESDAY, "09:00", new PersonId(UUID.randomUUID()), Side.STAFF)
                        .desk())
                .isEqualTo(3);
        assertThat(hoursOf(TUESDAY)).containsExactly("09:00 2");
    }

    @Test
    void eachRefusalHasItsOwnReason() {
        change(new Change.PauseMade(Days.on(TUESDAY), null, LocalTime.of(10, 0), LocalTime.of(10, 10), "riunione"));
        change(new Change.Suspended(at(TUESDAY, "11:00"), at(TUESDAY, "12:00"), "assenza"));
        change(new Change.Closed(Days.on(TUESDAY.plusDays(2)), "lavori"));
        assertThat(refused(TUESDAY, "09:10")).isEqualTo("refusal.not-open");
        assertThat(refused(TUESDAY, "10:00")).isEqualTo("refusal.pause");
        assertThat(refused(TUESDAY, "11:20")).isEqualTo("refusal.suspended");
        assertThat(refused(TUESDAY.plusDays(2), "09:00")).isEqualTo("refusal.closed");
        assertThat(refused(TUESDAY.minusDays(1), "09:00")).isEqualTo("refusal.past");
        assertThat(refused(TUESDAY.plusWeeks(5), "09:00")).isEqualTo("refusal.too-far");
        assertThat(hoursOf(TUESDAY)).hasSize(5).doesNotContain("10:00 2", "11:00 2");
        change(new Change.LeadChanged(new Timetable.Lead(2, 40)));
        assertThat(refused(TUESDAY, "09:00")).isEqualTo("refusal.too-soon");
        assertThat(held(TUESDAY.plusWeeks(5), "09:00", new PersonId(UUID.randomUUID()), Side.PUBLIC))
                .isNotNull();
        assertThat(hoursOf(TUESDAY)).isEmpty();
    }

    @Test
    void aSuspensionEndsWhenItIsSaid() {
        change(new Change.Suspended(at(TUESDAY, "10:00"), Instant.MAX, "assenza"));
        assertThat(hoursOf(TUESDAY)).hasSize(3);
        assertThat(hoursOf(TUESDAY.plusDays(2))).isEmpty();
        var suspension = openings.of(counter.id()).suspensions().getFirst();
        change(new Change.Resumed(suspension.id(), at(TUESDAY, "11:00")));
        assertThat(hoursOf(TUESDAY)).hasSize(6);
        assertThat(hoursOf(TUESDAY.plusDays(2))).hasSize(9);
    }

    @Nested
    class WhatIsBooked {

        @Test
        void staysWhenSlotsAreShortenedAndTakesEverySlotItTouches() {
            var older = booked(TUESDAY, "09:00");
            assertThat(change(week(TUESDAY, DayOfWeek.TUESDAY, hours("09:00", "10:00", 15, 1, 0))))
                    .isEmpty();
            assertThat(agenda.find(older.id(), holder(older)).orElseThrow())
                    .extracting(Hold::startsAt, Hold::endsAt, Hold::desk, Hold::booked)
                    .containsExactly(older.startsAt(), older.endsAt(), older.desk(), true);
            assertThat(hoursOf(TUESDAY)).containsExactly("09:30 1", "09:45 1");
        }

        @Test
        void isListedForTheOfficeWhenItNoLongerFitsAndNothingElseIs() {
            var early = booked(TUESDAY, "09:00");
            var paused = booked(TUESDAY, "09:40");
            var late = booked(TUESDAY, "11:20");
            var ill = booked(TUESDAY.plusDays(2), "09:00");
            var closed = booked(TUESDAY.plusWeeks(1), "09:00");
            booked(TUESDAY.plusWeeks(2), "09:00");
            change(new Change.DayChanged(TUESDAY, List.of(hours("09:20", "11:00", 20, 2, 0))));
            change(new Change.PauseMade(Days.on(TUESDAY), null, LocalTime.of(9, 50), LocalTime.of(10, 0), "riunione"));
            change(new Change.Suspended(at(TUESDAY.plusDays(2), "09:00"), at(TUESDAY.plusDays(2), "10:00"), "assenza"));
            var misfits = openings.misfits(counter.office(), NOW);
            assertThat(misfits)
                    .extracting(Misfit::hold, Misfit::why)
                    .containsExactly(
                            tuple(early.id(), Misfit.Why.HOURS),
                            tuple(paused.id(), Misfit.Why.PAUSE),
                            tuple(late.id(), Misfit.Why.HOURS),
                            tuple(ill.id(), Misfit.Why.SUSPENDED));
            assertThat(openings.wouldNotFit(counter.office(), TUESDAY.plusWeeks(1), NOW))
                    .extracting(Misfit::hold)
                    .containsExactly(closed.id());
            openings.close(counter.office(), TUESDAY.plusWeeks(1), "sciopero", OPERATOR, NOW);
            assertThat(openings.misfits(counter.office(), NOW))
                    .extracting(Misfit::why)
                    .contains(Misfit.Why.CLOSED)
                    .hasSize(5);
            openings.reopen(counter.office(), TUESDAY.plusWeeks(1), OPERATOR, NOW);
            assertThat(openings.misfits(counter.office(), NOW)).hasSize(4);
        }

        @Test
        void losesItsDeskWhenThereAreFewer() {
            booked(TUESDAY, "09:00");
            var second = booked(TUESDAY, "09:00");
            var fewer = week(TUESDAY, DayOfWeek.TUESDAY, hours("09:00", "12:00", 20, 1, 0));
            assertThat(openings.wouldNotFit(counter, fewer, NOW))
                    .extracting(Misfit::hold, Misfit::why)
                    .containsExactly(tuple(second.id(), Misfit.Why.DESK));
            assertThat(openings.misfits(counter.office(), NOW)).isEmpty();
            assertThat(change(fewer)).hasSize(1);
        }

        private PersonId holder(Hold hold) {
            return new PersonId(jdbc.sql("select holder from agenda.held_slot where id = :id")
                    .param("id", hold.id())
                    .query(UUID.class)
                    .single());
        }
    }

    @Test
    void aHoldInSuspendedHoursCanBecomeNoAppointmentAndSaysWhy() {
        var bruno = new PersonId(UUID.randomUUID());
        var hold = held(TUESDAY, "09:00", bruno, Side.PUBLIC);
        change(new Change.Suspended(at(TUESDAY, "09:00"), at(TUESDAY, "10:00"), "assenza"));
        assertThat(agenda.take(hold.id(), bruno, NOW)).isFalse();
        assertThat(agenda.extend(hold.id(), bruno, NOW)).isEmpty();
        assertThat(agenda.find(hold.id(), bruno).orElseThrow().withdrawn()).isEqualTo("refusal.suspended");
    }

    @Test
    void whatTheDatabaseForbidsIsAnAnswer() {
        var overlapping =
                week(TUESDAY, DayOfWeek.TUESDAY, hours("09:00", "11:00", 20, 1, 0), hours("10:00", "12:00", 20, 1, 0));
        assertThat(openings.change(counter, overlapping, OPERATOR, NOW))
                .isEqualTo(new Openings.Changed.Refused("opening.refused.overlap"));
        change(new Change.Suspended(NOW, Instant.MAX, "assenza"));
        assertThat(openings.change(
                        counter, new Change.Suspended(at(TUESDAY, "09:00"), Instant.MAX, "altro"), OPERATOR, NOW))
                .isEqualTo(new Openings.Changed.Refused("opening.refused.suspended-already"));
        assertThat(hoursOf(TUESDAY)).isEmpty();
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into agenda.week_hours (counter, valid, weekday, hours, slot_minutes, desks)
                                select :counter, '[2027-01-01,)', 2, hours, 20, 1
                                  from (values (int4range(540, 600)), (int4range(590, 660))) as two (hours)
                                """).param("counter", counter.id()).update())
                .hasMessageContaining("a_counter_has_one_week_at_a_time");
    }

    @Nested
    class WhileOthersLook {

        /// Another node, with a memory of its own.
        final TimetableShelf elsewhere = new TimetableShelf(rows);

        @Test
        void aChangeIsSeenByEveryNodeOnceItStandsAndByNoneBefore() {
            assertThat(elsewhere.now().of(counter.id())).isEqualTo(Timetable.NONE);
            transaction.executeWithoutResult(status -> {
                change(new Change.Closed(Days.on(TUESDAY), "lavori"));
                assertThat(openings.of(counter.id()).closures()).hasSize(1);
                try (var other = Executors.newSingleThreadExecutor()) {
                    assertThat(other.submit(() ->
                                            elsewhere.now().of(counter.id()).closures())
                                    .get())
                            .isEmpty();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                status.setRollbackOnly();
            });
            assertThat(openings.of(counter.id()).closures()).isEmpty();
            change(new Change.Closed(Days.on(TUESDAY), "lavori"));
            assertThat(elsewhere.now().of(counter.id()).closures()).hasSize(1);
        }

        @Test
        void noHoldStandsWhereTheCounterClosedHoweverCloseTheRace() throws Exception {
            for (int round = 0; round < 12; round++) {
                counter = openCounter(8);
                hoursOf(TUESDAY);
                int people = 8;
                var ready = new CountDownLatch(people + 1);
                try (var pool = Executors.newFixedThreadPool(people + 1)) {
                    var answers = new ArrayList<Future<Holding>>();
                    for (int i = 0; i < people; i++)
                        answers.add(pool.submit(() -> {
                            ready.countDown();
                            ready.await();
                            return hold(TUESDAY, "09:00", new PersonId(UUID.randomUUID()), Side.PUBLIC);
                        }));
                    var closed = pool.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return openings.change(counter, new Change.Closed(Days.on(TUESDAY), "lavori"), OPERATOR, NOW);
                    });
                    assertThat(closed.get()).isInstanceOf(Openings.Changed.Done.class);
                    for (var answer : answers)
                        assertThat(answer.get())
                                .isInstanceOfAny(Holding.Held.class, Holding.NotOffered.class)
                                .satisfies(given -> {
                                    if (given instanceof Holding.NotOffered(var why, var _))
                                        assertThat(why).isEqualTo("refusal.closed");
                                });
                }
                assertThat(jdbc.sql("""
                                        select count(*) from agenda.held_slot
                                         where counter = :counter and withdrawn is null
                                        """)
                                .param("counter", counter.id())
                                .query(Integer.class)
                                .single())
                        .isZero();
            }
        }
    }
}
