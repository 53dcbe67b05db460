package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.agenda.Slot;
import sportello.booking.Bookings.Move;
import sportello.booking.Bookings.Outcome;
import sportello.booking.WaitingList.Accepted;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Declined;
import sportello.booking.WaitingList.Joined;
import sportello.booking.WaitingList.Offer;
import sportello.booking.WaitingList.Part;
import sportello.booking.WaitingList.Wanted;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// A full Tuesday at one desk: whoever gives an hour back gives it to the next in line (rule G8).
@SportelloTest
@RecordApplicationEvents
class WaitingListTest {

    static final String SERVICE = "booking-test";
    static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);
    static final Instant MONDAY = Instant.parse("2027-02-22T10:00:00Z");
    static final TemporalUnitOffset A_MOMENT = within(20, ChronoUnit.SECONDS);
    static final Matter MATTER = new Matter(Map.of("name", "Anna"));
    static final List<String> HOURS =
            List.of("09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00", "11:20", "11:40");

    final Actor.Citizen anna = someone();
    final Actor.Citizen bruno = someone();
    final Actor.Citizen dario = someone();

    @Autowired
    WaitingList waiting;

    @Autowired
    Bookings bookings;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    GuestList guests;

    @Autowired
    ApplicationEvents events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    SecondLook secondLook;

    Counter counter;
    Actor.Official carla;
    final List<Actor.Citizen> served = new ArrayList<>();
    final List<Appointment> taken = new ArrayList<>();

    static Actor.Citizen someone() {
        return new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);
    }

    @BeforeEach
    void aFullTuesday() {
        clear();
        clock.moveTo(MONDAY);
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        counter = offices.openCounter(office.id(), SERVICE, 1);
        carla = offices.employ(
                new PersonId(UUID.randomUUID()), office.id(), "funzionaria", Set.of(Right.HOLD_MEETINGS));
        for (var hour : HOURS) {
            var person = someone();
            served.add(person);
            taken.add(booked(person, hour));
        }
    }

    @AfterEach
    void clear() {
        clock.reset();
        guests.banned = someone().person();
        jdbc.sql("delete from booking.wish").update();
        jdbc.sql("delete from booking.appointment_about").update();
        Cleared.of(jdbc, SERVICE);
    }

    static Instant at(String hour) {
        return TUESDAY.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    Hold held(Actor.Booker by, String hour) {
        return agenda.hold(SERVICE, at(hour), by.person(), null, clock.instant())
                        instanceof Agenda.Holding.Held(var hold)
                ? hold
                : missing();
    }

    boolean mayHold(String hour) {
        return agenda.hold(SERVICE, at(hour), someone().person(), null, clock.instant()) instanceof Agenda.Holding.Held;
    }

    Appointment booked(Actor.Booker by, String hour) {
        return bookings.confirm(by, SERVICE, held(by, hour).id(), MATTER, IdempotencyKey.next())
                        instanceof Outcome.Booked(var appointment)
                ? appointment
                : missing();
    }

    static <T> T missing() {
        throw new AssertionError("not what was expected");
    }

    void cancel(String hour) {
        int which = HOURS.indexOf(hour);
        assertThat(bookings.cancel(taken.get(which).id(), served.get(which), ""))
                .isInstanceOf(Bookings.Cancellation.Done.class);
    }

    static Wanted tuesday() {
        return tuesday(MATTER);
    }

    static Wanted tuesday(Matter matter) {
        return new Wanted(SERVICE, null, List.of(new Days(TUESDAY, TUESDAY)), null, matter, null);
    }

    static Wanted insteadOf(Appointment appointment) {
        return new Wanted(
                SERVICE, null, List.of(new Days(TUESDAY, TUESDAY)), null, new Matter(Map.of()), appointment.id());
    }

    UUID waits(Actor.Booker by) {
        return waits(by, tuesday());
    }

    UUID waits(Actor.Booker by, Wanted wanted) {
        return waiting.join(by, wanted) instanceof Joined.Waiting(var wish) ? wish : missing();
    }

    Optional<Offer> offer(Actor.Booker of) {
        return waiting.of(of).stream()
                .flatMap(wish -> Optional.ofNullable(wish.offer()).stream())
                .findFirst();
    }

    Offer offered(Actor.Booker to) {
        return offer(to).orElseThrow();
    }

    Accepted accept(Actor.Booker by) {
        return waiting.accept(offered(by).id(), by, IdempotencyKey.next());
    }

    int atTheDesk(String hour) {
        return jdbc.sql("""
                        select count(*) from agenda.held_slot
                         where counter = :counter and lower(during) = :at
                        """)
                .param("counter", counter.id())
                .param("at", at(hour).atOffset(java.time.ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    @Nested
    class Joining {

        @Test
        void thePlaceInLineIsHonest() {
            waits(anna);
            waits(
                    bruno,
                    new Wanted(
                            SERVICE,
                            null,
                            List.of(new Days(TUESDAY.plusDays(28), TUESDAY.plusDays(28))),
                            null,
                            MATTER,
                            null));
            waits(dario);
            assertThat(waiting.of(anna).getFirst().ahead()).isZero();
            assertThat(waiting.of(bruno).getFirst().ahead())
                    .as("Anna waits for another day")
                    .isZero();
            assertThat(waiting.of(dario).getFirst().ahead()).isEqualTo(1);
        }

        @Test
        void whatIsFreeNeedsNoWaiting() {
            cancel("09:20");
            assertThat(waiting.join(anna, tuesday()))
                    .isInstanceOfSatisfying(
                            Joined.FreeNow.class,
                            free -> assertThat(free.slots())
                                    .extracting(Slot::startsAt)
                                    .containsExactly(at("09:20")));
        }

        @Test
        void onceForAPersonAndService() {
            var wish = waits(anna);
            assertThat(waiting.join(anna, tuesday())).isEqualTo(new Joined.AlreadyWaiting(wish));
            assertThatThrownBy(() -> jdbc.sql("""
                                    insert into booking.wish (service, days, party, person, booked_as, assurance, matter, since)
                                    select service, days, party, person, booked_as, assurance, matter, since
                                      from booking.wish where id = :id
                                    """).param("id", wish).update())
                    .hasMessageContaining("one_open_wish_per_person_and_service");
        }

        @Test
        void notBesideAnAppointmentButForAnEarlierHour() {
            assertThat(waiting.join(served.getFirst(), tuesday()))
                    .isEqualTo(new Joined.AlreadyBooked(taken.getFirst().id()));
            assertThat(waiting.join(served.getLast(), insteadOf(taken.getLast())))
                    .isInstanceOf(Joined.Waiting.class);
            assertThat(waiting.join(anna, insteadOf(taken.getLast()))).isInstanceOf(Joined.NotFound.class);
        }

        @Test
        void notByWhoMayNotBook() {
            guests.banned = anna.person();
            assertThat(waiting.join(anna, tuesday())).isEqualTo(new Joined.NotAllowed("test.banned", Map.of()));
        }

        @Test
        void notForDaysThatAreNone() {
            for (var days : List.of(
                    List.<Days>of(),
                    List.of(new Days(TUESDAY, TUESDAY.minusDays(1))),
                    List.of(new Days(TUESDAY.minusDays(20), TUESDAY.minusDays(10))),
                    List.of(new Days(TUESDAY, TUESDAY.plusYears(3)))))
                assertThat(waiting.join(anna, new Wanted(SERVICE, null, days, null, MATTER, null)))
                        .isEqualTo(new Joined.Incomplete(Map.of("days", "waiting.wrong.days")));
        }

        @Test
        void anothersWishDoesNotExist() {
            var wish = waits(anna);
            assertThat(waiting.find(wish, bruno)).isEmpty();
            assertThat(waiting.leave(wish, bruno)).isFalse();
            assertThat(waiting.of(bruno)).isEmpty();
        }

        @Test
        void leftTwiceItIsLeft() {
            var wish = waits(anna);
            assertThat(waiting.leave(wish, anna)).isTrue();
            assertThat(waiting.leave(wish, anna)).as("a second click").isTrue();
            assertThat(waiting.leave(wish, bruno)).isFalse();
        }

        @Test
        void notWhereNoCounterServesWhatThePersonNeeds() {
            var signing = new Matter(Map.of("name", "Anna", "needs", "lis"));
            var days = List.of(new Days(TUESDAY, TUESDAY));
            assertThat(waiting.join(anna, new Wanted(SERVICE, counter.id(), days, null, signing, null)))
                    .isEqualTo(new Joined.NotAllowed("refusal.nobody-fits", Map.of()));
            jdbc.sql("update offices.counter set serves = '{lis}' where id = :id")
                    .param("id", counter.id())
                    .update();
            assertThat(waiting.join(anna, new Wanted(SERVICE, counter.id(), days, null, signing, null)))
                    .isInstanceOf(Joined.Waiting.class);
        }

        @Test
        void onlyAtTheCompetentOfficeWhereThePolicyLetsNoOtherBeChosen() {
            var matter = new Matter(
                    Map.of("name", "Anna", "competent", counter.office().toString()));
            var elsewhere = offices.openCounter(
                    offices.open(new Office(
                                    UUID.randomUUID(),
                                    "Altra sede",
                                    OfficeKind.DIREZIONE_PROVINCIALE,
                                    "Comune",
                                    "XX",
                                    null,
                                    false))
                            .id(),
                    SERVICE,
                    1);
            var days = List.of(new Days(TUESDAY, TUESDAY));
            assertThat(waiting.join(anna, new Wanted(SERVICE, elsewhere.id(), days, null, matter, null)))
                    .isEqualTo(new Joined.NotAllowed("refusal.other-office", Map.of()));
            assertThat(waiting.join(anna, new Wanted(SERVICE, null, days, null, matter, null)))
                    .isEqualTo(new Joined.NotAllowed("refusal.other-office", Map.of()));
            assertThat(waiting.join(anna, new Wanted(SERVICE, counter.id(), days, null, matter, null)))
                    .isInstanceOf(Joined.Waiting.class);
        }
    }

    @Nested
    class AFreedHour {

        @Test
        void isTheFirstInLinesAndNobodyElses() {
            waits(anna);
            waits(bruno);
            cancel("09:20");

            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
            assertThat(offered(anna).until()).isCloseTo(MONDAY.plus(Duration.ofHours(2)), A_MOMENT);
            assertThat(offer(bruno)).isEmpty();
            assertThat(mayHold("09:20")).isFalse();
            assertThat(agenda.day(SERVICE, TUESDAY, clock.instant())).allMatch(slot -> slot.free() == 0);
            assertThat(events.stream(SlotOffered.class))
                    .containsExactly(new SlotOffered(offered(anna).id(), SERVICE));
        }

        @Test
        void goesToTheNextWhoWantsThatDayAndPartOfIt() {
            waits(anna, new Wanted(SERVICE, null, List.of(new Days(TUESDAY, TUESDAY)), Part.AFTERNOON, MATTER, null));
            waits(
                    bruno,
                    new Wanted(SERVICE, UUID.randomUUID(), List.of(new Days(TUESDAY, TUESDAY)), null, MATTER, null));
            waits(
                    dario,
                    new Wanted(
                            SERVICE,
                            counter.id(),
                            List.of(
                                    new Days(TUESDAY.minusDays(3), TUESDAY.minusDays(2)),
                                    new Days(TUESDAY, TUESDAY.plusDays(1))),
                            Part.MORNING,
                            MATTER,
                            null));
            cancel("10:00");
            assertThat(offer(anna)).isEmpty();
            assertThat(offer(bruno)).isEmpty();
            assertThat(offered(dario).startsAt()).isEqualTo(at("10:00"));
        }

        @Test
        void twoHoursGoToTwoPeople() {
            waits(anna);
            waits(bruno);
            cancel("09:20");
            cancel("10:00");
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
            assertThat(offered(bruno).startsAt()).isEqualTo(at("10:00"));
        }

        @Test
        void byAMoveToo() {
            cancel("11:40");
            var meanwhile = held(someone(), "11:40");
            waits(anna);
            letGo(meanwhile);
            assertThat(bookings.move(taken.getFirst().id(), served.getFirst(), at("11:40"), IdempotencyKey.next()))
                    .isInstanceOf(Move.Moved.class);
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:00"));
        }

        /// As if nobody had waited.
        void letGo(Hold hold) {
            jdbc.sql("delete from agenda.held_slot where id = :id")
                    .param("id", hold.id())
                    .update();
        }

        @Test
        void byACaseThatNeedsNoMeetingOrWasDeclined() {
            waits(anna);
            waits(bruno);
            bookings.settle(taken.get(1).id(), Appointment.Status.SETTLED, carla);
            bookings.settle(taken.get(2).id(), Appointment.Status.DECLINED, carla);
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
            assertThat(offered(bruno).startsAt()).isEqualTo(at("09:40"));
        }

        @Test
        void byAHoldThatRanOutEvenIfThePublicComesFirst() {
            cancel("09:20");
            held(someone(), "09:20");
            waits(anna);
            clock.moveTo(MONDAY.plus(Duration.ofMinutes(11)));
            assertThat(mayHold("09:20")).isFalse();
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
        }

        @Test
        void byWhoChoosesAnotherHour() {
            cancel("09:20");
            cancel("10:00");
            var chooser = someone();
            held(chooser, "09:20");
            var second = held(someone(), "10:00");
            waits(anna);
            letGo(second);
            held(chooser, "10:00");
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
        }

        /// What follows a booking, the end of the wish too, may be done a little later.
        @Test
        void isNotOfferedToWhoHasJustBooked() {
            waits(anna);
            waits(bruno);
            var nextWeek = at("09:20").plus(Duration.ofDays(7));
            var hold = agenda.hold(SERVICE, nextWeek, anna.person(), null, clock.instant())
                            instanceof Agenda.Holding.Held(var held)
                    ? held
                    : WaitingListTest.<Hold>missing();
            assertThat(bookings.confirm(anna, SERVICE, hold.id(), MATTER, IdempotencyKey.next()))
                    .isInstanceOf(Outcome.Booked.class);
            jdbc.sql("update booking.wish set state = 'WAITING', ended_at = null where party = :anna")
                    .param("anna", anna.party())
                    .update();
            cancel("09:20");
            assertThat(offer(anna)).isEmpty();
            assertThat(offered(bruno).startsAt()).isEqualTo(at("09:20"));
        }

        @Test
        void isNotOfferedWhenTooNear() {
            waits(anna);
            clock.moveTo(at("09:00").minus(Duration.ofHours(2)));
            cancel("09:20");
            assertThat(offer(anna)).isEmpty();
            assertThat(atTheDesk("09:20")).isZero();
        }

        @Test
        void isNotOfferedOnADayClosedMeanwhile() {
            waits(anna);
            agenda.close(counter.office(), TUESDAY, "sciopero", new Actor.System("test"));
            cancel("09:20");
            assertThat(offer(anna)).isEmpty();
        }

        /// The counter stops while the offer stands: nobody is told "it is yours" of an hour at which nobody is there.
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void offeredAndThenClosedIsOfferedNoMoreAndThePlaceInLineIsKept(boolean stated) {
            var wish = waits(anna, stated ? tuesday() : tuesday(new Matter(Map.of())));
            waits(bruno);
            cancel("09:20");
            var offer = offered(anna);
            agenda.close(counter.office(), TUESDAY, "sciopero", new Actor.System("test"));

            assertThat(offer(anna)).isEmpty();
            assertThat(waiting.offer(offer.id(), anna))
                    .hasValueSatisfying(seen -> assertThat(seen.state()).isEqualTo(Offer.State.WITHDRAWN));
            assertThat(waiting.accept(offer.id(), anna, IdempotencyKey.next()))
                    .isEqualTo(new Accepted.Gone(Offer.State.WITHDRAWN));
            assertThat(waiting.accept(offer.id(), anna, IdempotencyKey.next()))
                    .as("pressed again")
                    .isEqualTo(new Accepted.Gone(Offer.State.WITHDRAWN));
            assertThat(waiting.of(anna)).extracting(WaitingList.Wish::id).containsExactly(wish);
            assertThat(offer(bruno)).as("nor the next").isEmpty();
        }

        @Test
        void whoWasOfferedWhatIsClosedWaitsAgainLongBeforeTheOfferWouldHaveEnded() {
            waits(anna);
            cancel("09:20");
            var offer = offered(anna);
            agenda.close(counter.office(), TUESDAY, "sciopero", new Actor.System("test"));
            clock.moveTo(clock.instant().plusSeconds(1));
            assertThat(clock.instant()).isBefore(offer.until());
            assertThat(jdbc.sql("select state from booking.wish where id = :wish")
                            .param("wish", offer.wish())
                            .query(String.class)
                            .single())
                    .isEqualTo("WAITING");
        }

        @Test
        void offeredAndThenClosedIsNotCountedAsUnanswered() {
            waits(anna);
            cancel("09:20");
            var offer = offered(anna);
            agenda.close(counter.office(), TUESDAY, "sciopero", new Actor.System("test"));
            clock.moveTo(offer.until().plusSeconds(1));
            assertThat(events.stream(OfferExpired.class)).isEmpty();
            assertThat(waiting.of(anna)).hasSize(1);
            assertThat(jdbc.sql("select unanswered from booking.wish where state = 'WAITING'")
                            .query(Integer.class)
                            .list())
                    .containsExactly(0);
        }

        @Test
        void isNotOfferedToWhoGaveItUp() {
            waits(anna);
            cancel("09:20");
            waiting.decline(offered(anna).id(), anna);
            assertThat(offer(anna)).isEmpty();
            assertThat(mayHold("09:20")).isTrue();
        }

        @Test
        void lapsedOrMissedItFreesNothing() {
            waits(anna);
            clock.moveTo(at("09:35"));
            bookings.settle(taken.get(1).id(), Appointment.Status.LAPSED, carla);
            assertThat(atTheDesk("09:20")).isEqualTo(1);
            assertThat(events.stream(SlotOffered.class)).isEmpty();
        }
    }

    @Nested
    class TheOffer {

        @BeforeEach
        void toAnnaThenBruno() {
            waits(anna);
            waits(bruno);
            cancel("09:20");
        }

        @Test
        void acceptedIsAnAppointmentWithTheMatterStated() {
            assertThat(accept(anna)).isInstanceOfSatisfying(Accepted.Done.class, done -> {
                assertThat(done.movedFrom()).isNull();
                assertThat(done.appointment().startsAt()).isEqualTo(at("09:20"));
                assertThat(done.appointment().matter()).isEqualTo(MATTER);
                assertThat(done.appointment().party()).isEqualTo(anna.party());
            });
            assertThat(waiting.of(anna)).isEmpty();
            assertThat(atTheDesk("09:20")).isEqualTo(1);
            assertThat(jdbc.sql("select matter from booking.wish where party = :anna")
                            .param("anna", anna.party())
                            .query(String.class)
                            .single())
                    .isEqualTo("{}");
        }

        @Test
        void acceptedTwiceItIsTheSameAppointment() {
            var offer = offered(anna).id();
            var key = IdempotencyKey.next();
            var first = waiting.accept(offer, anna, key);
            assertThat(waiting.accept(offer, anna, key)).isEqualTo(first);
            assertThat(waiting.accept(offer, anna, IdempotencyKey.next())).isEqualTo(first);
            assertThat(bookings.ofParty(anna.party())).hasSize(1);
        }

        @Test
        void isNobodyElses() {
            var offer = offered(anna).id();
            assertThat(waiting.offer(offer, bruno)).isEmpty();
            assertThat(waiting.accept(offer, bruno, IdempotencyKey.next())).isInstanceOf(Accepted.NotFound.class);
            assertThat(waiting.decline(offer, bruno)).isInstanceOf(Declined.NotFound.class);
        }

        @Test
        void declinedGoesToTheNextAndThePlaceInLineIsKept() {
            var offer = offered(anna).id();
            assertThat(waiting.decline(offer, anna)).isInstanceOf(Declined.PassedOn.class);
            assertThat(waiting.decline(offer, anna)).isInstanceOf(Declined.PassedOn.class);
            assertThat(offered(bruno).startsAt()).isEqualTo(at("09:20"));
            assertThat(waiting.accept(offer, anna, IdempotencyKey.next()))
                    .isEqualTo(new Accepted.Gone(Offer.State.DECLINED));
            cancel("10:00");
            assertThat(offered(anna).startsAt()).isEqualTo(at("10:00"));
        }

        @Test
        void goesToTheNextWhenItsTimeIsOverThenToEverybody() {
            var offer = offered(anna);
            clock.moveTo(offer.until().minusSeconds(30));
            assertThat(offer(bruno)).isEmpty();
            clock.moveTo(offer.until());
            assertThat(offer(anna)).isEmpty();
            var next = offered(bruno);
            assertThat(next.until()).isCloseTo(offer.until().plus(Duration.ofHours(2)), A_MOMENT);
            assertThat(events.stream(OfferExpired.class)).contains(new OfferExpired(offer.id(), SERVICE, false));
            assertThat(waiting.accept(offer.id(), anna, IdempotencyKey.next()))
                    .isEqualTo(new Accepted.Gone(Offer.State.EXPIRED));
            clock.moveTo(next.until());
            assertThat(mayHold("09:20")).isTrue();
        }

        @Test
        void acceptedAfterItsTimeButBeforeItIsPassedOnItIsGoneAndStillNobodyElses() {
            var offer = offered(anna);
            jdbc.sql("update booking.offer set until = :past where id = :id")
                    .param("past", MONDAY.minusSeconds(1).atOffset(java.time.ZoneOffset.UTC))
                    .param("id", offer.id())
                    .update();
            assertThat(waiting.accept(offer.id(), anna, IdempotencyKey.next()))
                    .isEqualTo(new Accepted.Gone(Offer.State.EXPIRED));
            assertThat(mayHold("09:20")).isFalse();
        }

        @Test
        void whoDoesNotAnswerThreeTimesNoLongerWaits() {
            waiting.leave(waiting.of(bruno).getFirst().id(), bruno);
            for (var hour : List.of("10:00", "10:20")) {
                clock.moveTo(offered(anna).until());
                cancel(hour);
            }
            clock.moveTo(offered(anna).until());
            assertThat(waiting.of(anna)).isEmpty();
            assertThat(events.stream(OfferExpired.class)).anyMatch(OfferExpired::last);
        }

        @Test
        void whoLeavesTheListPassesItOn() {
            var offer = offered(anna).id();
            assertThat(waiting.leave(waiting.of(anna).getFirst().id(), anna)).isTrue();
            assertThat(offered(bruno).startsAt()).isEqualTo(at("09:20"));
            assertThat(waiting.accept(offer, anna, IdempotencyKey.next()))
                    .isEqualTo(new Accepted.Gone(Offer.State.WITHDRAWN));
        }

        @Test
        void choosingAnotherHourDoesNotDestroyIt() {
            cancel("11:00");
            waiting.leave(waiting.of(bruno).getFirst().id(), bruno);
            var mine = held(anna, "11:00");
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
            assertThat(accept(anna)).isInstanceOf(Accepted.Done.class);
            assertThat(agenda.find(mine.id(), anna.person()))
                    .as("the hour chosen meanwhile is given back")
                    .isEmpty();
        }

        @Test
        void bookingAnotherHourFulfilsTheWishAndPassesItOn() {
            var other = LocalDate.of(2027, 3, 4)
                    .atTime(9, 0)
                    .atZone(ProductClock.ROME)
                    .toInstant();
            var hold = (Agenda.Holding.Held) agenda.hold(SERVICE, other, anna.person(), null, clock.instant());
            bookings.confirm(anna, SERVICE, hold.hold().id(), MATTER, IdempotencyKey.next());
            assertThat(waiting.of(anna)).isEmpty();
            assertThat(offered(bruno).startsAt()).isEqualTo(at("09:20"));
        }

        @Test
        void cannotBeConfirmedByTheOrdinaryDoor() {
            var hold = jdbc.sql("select hold from booking.offer where id = :id")
                    .param("id", offered(anna).id())
                    .query(UUID.class)
                    .single();
            assertThat(bookings.confirm(anna, SERVICE, hold, MATTER, IdempotencyKey.next()))
                    .isInstanceOf(Outcome.SlotTaken.class);
            assertThat(offered(anna).state()).isEqualTo(Offer.State.OPEN);
        }

        @Test
        void ofOnePlaceAndToOneWishIsOneByTheDatabase() {
            assertThatThrownBy(() -> jdbc.sql("""
                                    insert into booking.offer (wish, hold, counter, office, desk, starts_at, ends_at, offered_at, until)
                                    select wish, hold, counter, office, desk + 1, starts_at, ends_at, offered_at, until
                                      from booking.offer where state = 'OPEN'
                                    """).update()).hasMessageContaining("one_open_offer_per_wish");
            assertThatThrownBy(() -> jdbc.sql("""
                                    insert into booking.offer (wish, hold, counter, office, desk, starts_at, ends_at, offered_at, until)
                                    select w.id, hold, o.counter, office, desk, starts_at, ends_at, offered_at, until
                                      from booking.offer as o, booking.wish as w where o.state = 'OPEN' and w.party = :bruno
                                    """).param("bruno", bruno.party()).update())
                    .hasMessageContaining("one_open_offer_per_place");
        }

        @Test
        void whoMayNoLongerBookIsRefusedAndItGoesToTheNext() {
            guests.banned = anna.person();
            assertThat(accept(anna)).isEqualTo(new Accepted.NotAllowed("test.banned", Map.of()));
            assertThat(offered(bruno).startsAt()).isEqualTo(at("09:20"));
        }
    }

    @Test
    void whoMayNotBookIsPassedOverWhenAnHourIsFreed() {
        waits(anna);
        waits(bruno);
        guests.banned = anna.person();
        cancel("09:20");
        assertThat(offer(anna)).isEmpty();
        assertThat(offered(bruno).startsAt()).isEqualTo(at("09:20"));
        guests.banned = someone().person();
        cancel("10:00");
        assertThat(offered(anna).startsAt()).isEqualTo(at("10:00"));
    }

    @Test
    void whatIsStillToBeStatedIsStatedAfterwardsWithTheHourHeld() {
        waits(anna, tuesday(new Matter(Map.of("more", "x"))));
        cancel("09:20");
        var offer = offered(anna).id();
        assertThat(accept(anna)).isInstanceOfSatisfying(Accepted.ToComplete.class, more -> {
            assertThat(more.hold().until()).isCloseTo(MONDAY.plus(Duration.ofMinutes(10)), A_MOMENT);
            var draft = bookings.draft(anna, SERVICE).orElseThrow();
            assertThat(draft.hold()).contains(more.hold().id());
            assertThat(draft.answers()).containsEntry("more", "x");
            assertThat(waiting.of(anna)).as("the place in line is kept").hasSize(1);
            assertThat(waiting.accept(offer, anna, IdempotencyKey.next()))
                    .as("a second click")
                    .isEqualTo(more);
            assertThat(bookings.confirm(anna, SERVICE, more.hold().id(), MATTER, IdempotencyKey.next()))
                    .isInstanceOf(Outcome.Booked.class);
            assertThat(waiting.of(anna)).isEmpty();
        });
    }

    @Nested
    class BroughtForward {

        final IdempotencyKey key = IdempotencyKey.next();

        @BeforeEach
        void theLastWaitsToComeEarlier() {
            waits(served.getLast(), insteadOf(taken.getLast()));
        }

        @Test
        void theAppointmentMovesThereAndItsOldHourGoesToTheNext() {
            waits(anna);
            cancel("09:20");
            var offer = offered(served.getLast());
            assertThat(offer.instead()).isEqualTo(taken.getLast().id());
            assertThat(waiting.accept(offer.id(), served.getLast(), key))
                    .isInstanceOfSatisfying(Accepted.Done.class, done -> {
                        assertThat(done.movedFrom()).isEqualTo(at("11:40"));
                        assertThat(done.appointment().id())
                                .isEqualTo(taken.getLast().id());
                        assertThat(done.appointment().startsAt()).isEqualTo(at("09:20"));
                        assertThat(waiting.accept(offer.id(), served.getLast(), key))
                                .isEqualTo(done);
                    });
            assertThat(events.stream(AppointmentMoved.class))
                    .containsExactly(new AppointmentMoved(taken.getLast().id(), SERVICE, at("11:40"), at("09:20")));
            assertThat(offered(anna).startsAt()).isEqualTo(at("11:40"));
        }

        @Test
        void onlyAnEarlierHourIsOffered() {
            bookings.cancel(taken.getFirst().id(), served.getFirst(), "");
            waiting.decline(offered(served.getLast()).id(), served.getLast());
            bookings.move(taken.getLast().id(), served.getLast(), at("09:00"), IdempotencyKey.next());
            cancel("10:00");
            assertThat(offer(served.getLast())).isEmpty();
        }

        @Test
        void whoGivesItUpNoLongerWaits() {
            cancel("09:20");
            waits(anna);
            cancel("11:40");
            assertThat(waiting.of(served.getLast())).isEmpty();
            assertThat(List.of(offered(anna).startsAt())).containsAnyOf(at("09:20"), at("11:40"));
        }

        @Test
        void whoIsCalledOffByTheOfficeWaitsForAnyHour() {
            bookings.cancel(taken.getLast().id(), carla, "guasto");
            cancel("09:20");
            assertThat(waiting.accept(offered(served.getLast()).id(), served.getLast(), key))
                    .isInstanceOfSatisfying(
                            Accepted.Done.class,
                            done -> assertThat(done.movedFrom()).isNull());
        }
    }

    @Nested
    class AStudio {

        final UUID studio = UUID.randomUUID();
        final Actor.Intermediary member = new Actor.Intermediary(someone().person(), Assurance.SUBSTANTIAL, studio);
        final Actor.Intermediary colleague = new Actor.Intermediary(someone().person(), Assurance.SUBSTANTIAL, studio);
        final UUID question = UUID.randomUUID();
        final Matter about = new Matter(Map.of("name", "a firm", "questions", question.toString()));

        @Test
        void waitsOnceForEachSetOfQuestions() {
            var wish = waits(member, tuesday(about));
            assertThat(waiting.join(colleague, tuesday(about))).isEqualTo(new Joined.AlreadyWaiting(wish));
            waits(
                    member,
                    tuesday(new Matter(
                            Map.of("name", "x", "questions", UUID.randomUUID().toString()))));
        }

        @Test
        void mustHaveStatedEverything() {
            assertThat(waiting.join(member, tuesday(new Matter(Map.of()))))
                    .isEqualTo(new Joined.Incomplete(Map.of("name", "test.name-missing")));
        }

        @Test
        void aColleagueAcceptsByName() {
            waits(member, tuesday(about));
            cancel("09:20");
            assertThat(waiting.accept(offered(colleague).id(), colleague, IdempotencyKey.next()))
                    .isInstanceOfSatisfying(Accepted.Done.class, done -> {
                        assertThat(done.appointment().bookedBy()).isEqualTo(colleague.person());
                        assertThat(done.appointment().party()).isEqualTo(studio);
                        assertThat(done.appointment().matter()).isEqualTo(about);
                    });
        }

        @Test
        void butNotOneWhoMayNotTreatIt() {
            waits(member, tuesday(about));
            cancel("09:20");
            var offer = offered(member).id();
            guests.banned = colleague.person();
            assertThat(waiting.of(colleague)).isEmpty();
            assertThat(waiting.accept(offer, colleague, IdempotencyKey.next())).isInstanceOf(Accepted.NotFound.class);
        }
    }

    @Nested
    class Races {

        @RepeatedTest(5)
        void aSlotFreedWhileThePublicTriesToTakeItIsTheNextInLines() throws Exception {
            waits(anna);
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 12; i++) work.add(() -> mayHold("09:20"));
            work.add(() -> {
                cancel("09:20");
                return false;
            });
            assertThat(atOnce(work)).doesNotContain(true);
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
        }

        @Test
        void whoJoinsWhileAnHourIsBeingFreedWaitsForNobodyAndIsOfferedIt() {
            try (var other = Executors.newSingleThreadExecutor()) {
                var joined = transaction.execute(status -> {
                    cancel("09:20");
                    return answered(other.submit(() -> waiting.join(anna, tuesday())));
                });
                assertThat(joined).isInstanceOf(Joined.Waiting.class);
            }
            await().until(() -> {
                secondLook.look();
                return offer(anna).isPresent();
            });
            assertThat(offered(anna).startsAt()).isEqualTo(at("09:20"));
            assertThat(mayHold("09:20")).isFalse();
        }

        @Test
        void whatWasFreedUnseenIsTheFirstInLinesAsAnythingElse() {
            waits(bruno);
            try (var other = Executors.newSingleThreadExecutor()) {
                transaction.executeWithoutResult(status -> {
                    jdbc.sql("delete from agenda.held_slot where id = :hold")
                            .param("hold", taken.getFirst().hold())
                            .update();
                    answered(other.submit(() -> waiting.join(anna, tuesday())));
                });
            }
            await().until(() -> {
                secondLook.look();
                return offer(bruno).isPresent();
            });
            assertThat(offer(anna)).isEmpty();
        }

        private <T> T answered(Future<T> work) {
            try {
                return work.get(20, TimeUnit.SECONDS);
            } catch (Exception failed) {
                throw new AssertionError("no answer while somebody frees a place", failed);
            }
        }

        /// Each locks the own wish, then asks for the other's.
        @RepeatedTest(5)
        void whoGiveUpAtOnceWhileBothWaitToComeEarlierAreBothAnswered() throws Exception {
            for (int who = 7; who < 9; who++)
                assertThat(waiting.join(
                                served.get(who),
                                new Wanted(
                                        SERVICE,
                                        null,
                                        List.of(new Days(TUESDAY, TUESDAY)),
                                        null,
                                        MATTER,
                                        taken.get(who).id())))
                        .isInstanceOf(Joined.Waiting.class);
            var work = new ArrayList<Callable<Bookings.Cancellation>>();
            for (int who = 7; who < 9; who++) {
                var person = served.get(who);
                var appointment = taken.get(who).id();
                work.add(() -> bookings.cancel(appointment, person, "x"));
            }
            assertThat(atOnce(work)).allMatch(Bookings.Cancellation.Done.class::isInstance);
        }

        @RepeatedTest(5)
        void hoursFreedAtOnceGoToAsManyPeopleInOrder() throws Exception {
            var people = new ArrayList<Actor.Citizen>();
            for (int i = 0; i < 12; i++) {
                people.add(someone());
                waits(people.getLast());
            }
            var work = new ArrayList<Callable<Boolean>>();
            for (var hour : HOURS)
                work.add(() -> {
                    cancel(hour);
                    return true;
                });
            atOnce(work);
            assertThat(people.subList(0, 9)).allMatch(each -> offer(each).isPresent());
            assertThat(people.subList(9, 12)).noneMatch(each -> offer(each).isPresent());
            assertThat(people.subList(0, 9).stream().map(each -> offered(each).startsAt()))
                    .doesNotHaveDuplicates();
        }

        @RepeatedTest(5)
        void acceptedInTenTabsItIsOneAppointment() throws Exception {
            waits(anna);
            cancel("09:20");
            var offer = offered(anna).id();
            var work = new ArrayList<Callable<Accepted>>();
            for (int i = 0; i < 10; i++) work.add(() -> waiting.accept(offer, anna, IdempotencyKey.next()));
            assertThat(atOnce(work)).allMatch(Accepted.Done.class::isInstance).hasSize(10);
            assertThat(bookings.ofParty(anna.party())).hasSize(1);
        }

        @RepeatedTest(10)
        void acceptedDeclinedLeftAndPassedOnAtOnceItHasOneOwner() throws Exception {
            waits(anna);
            waits(bruno);
            cancel("09:20");
            var offer = offered(anna);
            var wish = offer.wish();
            // Whoever is offered it after her has time beyond the end of her own.
            clock.moveTo(clock.instant().plus(Duration.ofMinutes(10)));
            var work = new ArrayList<Callable<Object>>();
            work.add(() -> waiting.accept(offer.id(), anna, IdempotencyKey.next()));
            work.add(() -> waiting.decline(offer.id(), anna));
            work.add(() -> waiting.leave(wish, anna));
            work.add(() -> {
                clock.moveTo(offer.until());
                return "passed on";
            });
            var answers = atOnce(work);
            boolean accepted = answers.stream().anyMatch(Accepted.Done.class::isInstance);
            assertThat(bookings.ofParty(anna.party())).hasSize(accepted ? 1 : 0);
            assertThat(offer(bruno).isPresent()).isEqualTo(!accepted);
            assertThat(atTheDesk("09:20")).isEqualTo(1);
        }

        static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
            var ready = new CountDownLatch(work.size());
            try (var pool = Executors.newFixedThreadPool(work.size())) {
                var answers = new ArrayList<Future<T>>();
                for (var each : work)
                    answers.add(pool.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return each.call();
                    }));
                var all = new ArrayList<T>();
                for (var answer : answers) all.add(answer.get());
                return all;
            }
        }
    }
}
