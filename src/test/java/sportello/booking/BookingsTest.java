package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.agenda.Slot;
import sportello.booking.Bookings.Cancellation;
import sportello.booking.Bookings.Eligible;
import sportello.booking.Bookings.Move;
import sportello.booking.Bookings.Outcome;
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

@SportelloTest
@RecordApplicationEvents
class BookingsTest {

    static final String SERVICE = "booking-test";
    static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);
    static final Instant MONDAY = Instant.parse("2027-03-01T10:00:00Z");
    static final Matter MATTER = new Matter(Map.of("name", "Anna", "situation", "signs"));

    final Actor.Citizen bruno = someone();
    final Actor.Citizen dario = someone();

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
    TransactionTemplate transaction;

    @Autowired
    ApplicationEvents events;

    Counter counter;
    Actor.Official carla;

    static Actor.Citizen someone() {
        return new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);
    }

    @BeforeEach
    void oneDeskOnAMonday() {
        clock.moveTo(MONDAY);
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        counter = offices.openCounter(office.id(), SERVICE, 1);
        carla = offices.employ(
                new PersonId(UUID.randomUUID()), office.id(), "funzionaria", Set.of(Right.HOLD_MEETINGS));
    }

    @AfterEach
    void clear() {
        clock.reset();
        guests.banned = someone().person();
        jdbc.sql("delete from booking.appointment_about").update();
        Cleared.of(jdbc, SERVICE);
    }

    static Instant at(String hour) {
        return TUESDAY.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    UUID hold(Actor.Citizen by, String hour) {
        return agenda.hold(SERVICE, at(hour), by.person(), null, clock.instant())
                        instanceof Agenda.Holding.Held(var hold)
                ? hold.id()
                : missing();
    }

    static <T> T missing() {
        throw new AssertionError("not what was expected");
    }

    /// Rule C4: a policy that lets no other office be chosen holds for who confirms too, whichever door held the hour.
    @Test
    void onlyAtTheCompetentOfficeWhereThePolicyLetsNoOtherBeChosen() {
        var other = offices.open(
                new Office(UUID.randomUUID(), "Altra", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        var elsewhere = offices.openCounter(other.id(), SERVICE, 1);
        var matter =
                new Matter(Map.of("name", "Bruno", "competent", counter.office().toString()));

        var held = holdAt(elsewhere, "09:20");
        assertThat(bookings.confirm(bruno, SERVICE, held, matter, IdempotencyKey.next()))
                .isEqualTo(new Outcome.NotAllowed("refusal.other-office", Map.of()));
        assertThat(bookings.ofParty(bruno.party())).isEmpty();
        assertThat(bookings.confirm(bruno, SERVICE, UUID.randomUUID(), matter, IdempotencyKey.next()))
                .as("who holds nothing is told that")
                .isInstanceOf(Outcome.SlotTaken.class);
        assertThat(bookings.confirm(bruno, SERVICE, holdAt(counter, "09:20"), matter, IdempotencyKey.next()))
                .isInstanceOf(Outcome.Booked.class);

        assertThat(bookings.mayHoldAt(bruno, SERVICE, new Matter(Map.of()), counter.office()))
                .isEqualTo(new Eligible.No("refusal.competent-unknown", Map.of()));
        var named = new Matter(Map.of("position", counter.office().toString()));
        assertThat(bookings.mayHoldAt(bruno, SERVICE, named, other.id()))
                .isEqualTo(new Eligible.No("refusal.other-office", Map.of()));
        assertThat(bookings.mayHoldAt(bruno, SERVICE, named, null)).isInstanceOf(Eligible.No.class);
        assertThat(bookings.mayHoldAt(bruno, SERVICE, named, counter.office())).isEqualTo(new Eligible.Yes());
    }

    private UUID holdAt(Counter where, String hour) {
        return agenda.hold(SERVICE, at(hour), bruno.person(), where.id(), clock.instant())
                        instanceof Agenda.Holding.Held(var hold)
                ? hold.id()
                : missing();
    }

    Outcome confirm(Actor.Citizen by, UUID hold) {
        return bookings.confirm(by, SERVICE, hold, MATTER, IdempotencyKey.next());
    }

    Appointment booked(Actor.Citizen by, String hour) {
        return confirm(by, hold(by, hour)) instanceof Outcome.Booked(var appointment) ? appointment : missing();
    }

    int free(String hour) {
        return agenda.day(SERVICE, TUESDAY, MONDAY).stream()
                .filter(slot -> slot.startsAt().equals(at(hour)))
                .mapToInt(Slot::free)
                .sum();
    }

    int appointments(Actor.Citizen of) {
        return bookings.ofParty(of.party()).size();
    }

    @Nested
    class Confirmed {

        @Test
        void theAppointmentIsFoundWithItsMatterByWhoeverMaySeeIt() {
            var appointment = booked(bruno, "09:20");
            assertThat(appointment.startsAt()).isEqualTo(at("09:20"));
            assertThat(appointment.endsAt()).isEqualTo(at("09:40"));
            assertThat(appointment.office()).isEqualTo(counter.office());
            assertThat(appointment.matter()).isEqualTo(MATTER);
            assertThat(bookings.find(appointment.reference())).contains(appointment);
            assertThat(bookings.own(appointment.id(), bruno)).contains(appointment);
            assertThat(bookings.ofOffice(counter.office(), TUESDAY)).containsExactly(appointment);
            assertThat(bookings.ofOffice(counter.office(), TUESDAY.plusDays(1))).isEmpty();
        }

        @Test
        void aStrangersAppointmentDoesNotExist() {
            var appointment = booked(bruno, "09:20");
            assertThat(bookings.own(appointment.id(), dario)).isEmpty();
            assertThat(bookings.cancel(appointment.id(), dario, "")).isInstanceOf(Cancellation.NotFound.class);
            assertThat(bookings.move(appointment.id(), dario, at("10:00"), IdempotencyKey.next()))
                    .isInstanceOf(Move.NotFound.class);
        }

        @Test
        void itIsToldOnceWithoutNames() {
            var appointment = booked(bruno, "09:20");
            assertThat(events.stream(AppointmentBooked.class))
                    .containsExactly(new AppointmentBooked(
                            appointment.id(), SERVICE, counter.id(), counter.office(), at("09:20")));
        }

        @Test
        void theDeskIsTakenForGood() {
            booked(bruno, "09:20");
            clock.moveTo(MONDAY.plus(Duration.ofHours(5)));
            assertThat(free("09:20")).isZero();
        }
    }

    @Nested
    class SentTwice {

        @Test
        void theFirstAnswerComesBack() {
            var hold = hold(bruno, "09:20");
            var key = IdempotencyKey.next();
            var first = bookings.confirm(bruno, SERVICE, hold, MATTER, key);
            assertThat(first).isInstanceOf(Outcome.Booked.class);
            assertThat(bookings.confirm(bruno, SERVICE, hold, MATTER, key)).isEqualTo(first);
            assertThat(appointments(bruno)).isEqualTo(1);
            assertThat(events.stream(AppointmentBooked.class)).hasSize(1);
        }

        @Test
        void alsoIfMeanwhileOneMayNoLongerBook() {
            var hold = hold(bruno, "09:20");
            var key = IdempotencyKey.next();
            var first = bookings.confirm(bruno, SERVICE, hold, MATTER, key);
            guests.banned = bruno.person();
            assertThat(bookings.confirm(bruno, SERVICE, hold, MATTER, key)).isEqualTo(first);
        }

        @Test
        void anotherRequestUnderTheSameKeyIsRefused() {
            var hold = hold(bruno, "09:20");
            var key = IdempotencyKey.next();
            bookings.confirm(bruno, SERVICE, hold, MATTER, key);
            var other = new Matter(Map.of("name", "Elena", "situation", "signs"));
            assertThat(bookings.confirm(bruno, SERVICE, hold, other, key)).isInstanceOf(Outcome.KeyReused.class);
        }

        @Test
        void aKeyIsItsSendersOwn() {
            var key = IdempotencyKey.next();
            bookings.confirm(bruno, SERVICE, hold(bruno, "09:20"), MATTER, key);
            assertThat(bookings.confirm(dario, SERVICE, hold(dario, "09:40"), MATTER, key))
                    .isInstanceOf(Outcome.Booked.class);
        }

        @Test
        void aRefusalIsForgottenSoThatTheFormCanBeMended() {
            var hold = hold(bruno, "09:20");
            var key = IdempotencyKey.next();
            assertThat(bookings.confirm(bruno, SERVICE, hold, new Matter(Map.of()), key))
                    .isEqualTo(new Outcome.Incomplete(Map.of("name", "test.name-missing")));
            assertThat(bookings.confirm(bruno, SERVICE, hold, MATTER, key)).isInstanceOf(Outcome.Booked.class);
        }

        @Test
        void twentyClicksAtOnceMakeOneAppointment() throws Exception {
            var hold = hold(bruno, "09:20");
            var key = IdempotencyKey.next();
            var answers = atOnce(20, () -> bookings.confirm(bruno, SERVICE, hold, MATTER, key));
            assertThat(answers).allMatch(Outcome.Booked.class::isInstance);
            assertThat(answers.stream().distinct()).hasSize(1);
            assertThat(appointments(bruno)).isEqualTo(1);
        }

        @Test
        void alsoUnderTwentyKeys() throws Exception {
            var hold = hold(bruno, "09:20");
            var answers = atOnce(20, () -> confirm(bruno, hold));
            assertThat(answers).filteredOn(Outcome.Booked.class::isInstance).hasSize(1);
            assertThat(answers)
                    .filteredOn(Outcome.AlreadyBooked.class::isInstance)
                    .hasSize(19);
            assertThat(appointments(bruno)).isEqualTo(1);
        }
    }

    @Nested
    class Refused {

        @Test
        void whoMayNotBookLearnsItFirstAndCannotGoAroundIt() {
            guests.banned = bruno.person();
            assertThat(bookings.mayBook(bruno, SERVICE)).isEqualTo(new Bookings.Eligible.No("test.banned", Map.of()));
            assertThat(bookings.mayBook(dario, SERVICE)).isEqualTo(new Bookings.Eligible.Yes());
            assertThat(confirm(bruno, hold(bruno, "09:20"))).isEqualTo(new Outcome.NotAllowed("test.banned", Map.of()));
            assertThat(appointments(bruno)).isZero();
        }

        @Test
        void aSecondOpenAppointmentForTheSameService() {
            var first = booked(bruno, "09:20");
            assertThat(confirm(bruno, hold(bruno, "10:00"))).isEqualTo(new Outcome.AlreadyBooked(first.id()));
            assertThat(events.stream(AppointmentBooked.class)).hasSize(1);
        }

        @Test
        void alsoByTheDatabase() {
            booked(bruno, "09:20");
            assertThatThrownBy(() ->
                            jdbc.sql("""
                                    insert into booking.appointment
                                           (reference, service, counter, office, hold, booked_by, principal, assurance,
                                            starts_at, ends_at, matter, booked_at)
                                    select 'AAAAAAAA', service, counter, office, hold, booked_by, principal, assurance,
                                           starts_at, ends_at, matter, booked_at
                                      from booking.appointment where booked_by = :bruno
                                    """).param("bruno", bruno.person().value()).update())
                    .hasMessageContaining("one_open_appointment_per_person_and_service");
        }

        @Test
        void aHoldThatRanOutWithTheNearestHours() {
            var hold = hold(bruno, "09:20");
            clock.moveTo(MONDAY.plus(Duration.ofMinutes(10)).plusSeconds(1));
            assertThat(confirm(bruno, hold))
                    .isInstanceOfSatisfying(
                            Outcome.HoldExpired.class,
                            gone -> assertThat(gone.nearest())
                                    .extracting(Slot::startsAt)
                                    .contains(at("09:00"), at("09:20"), at("09:40")));
        }

        @Test
        void aSlotThatAnotherHasByNowWithTheNearestHoursAndNothingTypedAgain() {
            var hold = hold(bruno, "11:20");
            bookings.saveDraft(bruno, SERVICE, MATTER.answers(), Optional.of(hold));
            clock.moveTo(MONDAY.plus(Duration.ofMinutes(10)).plusSeconds(1));
            booked(dario, "11:20");

            assertThat(confirm(bruno, hold))
                    .isInstanceOfSatisfying(
                            Outcome.SlotTaken.class,
                            taken -> assertThat(taken.nearest())
                                    .extracting(Slot::startsAt)
                                    .contains(at("11:00"), at("11:40"))
                                    .doesNotContain(at("11:20")));
            var draft = bookings.draft(bruno, SERVICE).orElseThrow();
            assertThat(draft.answers()).isEqualTo(MATTER.answers());
            assertThat(draft.wanted()).contains(at("11:20"));
        }

        @Test
        void anothersHold() {
            var hold = hold(bruno, "09:20");
            assertThat(confirm(dario, hold)).isInstanceOf(Outcome.SlotTaken.class);
        }
    }

    @Test
    void twentyPeopleRaceForOneSlotAndTheOthersGetTheNearest() throws Exception {
        var answers = atOnce(20, () -> {
            var person = someone();
            return switch (agenda.hold(SERVICE, at("10:00"), person.person(), null, clock.instant())) {
                case Agenda.Holding.Held(var hold) -> confirm(person, hold.id());
                case Agenda.Holding.Taken taken -> new Outcome.SlotTaken(taken.nearest());
                case Agenda.Holding.NotOffered _, Agenda.Holding.TooMany _ -> BookingsTest.<Outcome>missing();
            };
        });
        assertThat(answers).filteredOn(Outcome.Booked.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Outcome.SlotTaken.class::isInstance)
                .hasSize(19)
                .allSatisfy(answer -> assertThat(((Outcome.SlotTaken) answer).nearest())
                        .extracting(Slot::startsAt)
                        .contains(at("09:40"), at("10:20")));
        assertThat(bookings.ofOffice(counter.office(), TUESDAY)).hasSize(1);
    }

    @Nested
    class ADraft {

        @Test
        void keepsWhatWasTypedForItsOwnerOnly() {
            bookings.saveDraft(bruno, SERVICE, Map.of("name", "Anna"), Optional.empty());
            bookings.saveDraft(bruno, SERVICE, Map.of("name", "Anna", "more", "x"), Optional.empty());
            assertThat(bookings.draft(bruno, SERVICE).orElseThrow().answers())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("name", "Anna", "more", "x"));
            assertThat(bookings.draft(dario, SERVICE)).isEmpty();
        }

        @Test
        void isGoneOnceConfirmedOrDropped() {
            bookings.saveDraft(bruno, SERVICE, MATTER.answers(), Optional.of(hold(bruno, "09:20")));
            confirm(bruno, bookings.draft(bruno, SERVICE).orElseThrow().hold().orElseThrow());
            assertThat(bookings.draft(bruno, SERVICE)).isEmpty();

            bookings.saveDraft(dario, SERVICE, Map.of(), Optional.empty());
            bookings.dropDraft(dario, SERVICE);
            assertThat(bookings.draft(dario, SERVICE)).isEmpty();
        }
    }

    @Nested
    class GivenUp {

        @Test
        void theDeskIsFreeAtOnceAndAnotherHourCanBeBooked() {
            var appointment = booked(bruno, "09:20");
            assertThat(bookings.cancel(appointment.id(), bruno, "non posso")).isInstanceOf(Cancellation.Done.class);
            assertThat(free("09:20")).isEqualTo(1);
            assertThat(events.stream(AppointmentGivenUp.class))
                    .containsExactly(new AppointmentGivenUp(appointment.id(), SERVICE, false));
            booked(bruno, "10:00");
        }

        @Test
        void onlyOnce() {
            var appointment = booked(bruno, "09:20");
            bookings.cancel(appointment.id(), bruno, "");
            assertThat(bookings.cancel(appointment.id(), bruno, ""))
                    .isEqualTo(new Cancellation.AlreadySettled(Appointment.Status.GIVEN_UP));
        }

        @Test
        void notFromTheStartOn() {
            var appointment = booked(bruno, "09:20");
            clock.moveTo(at("09:20"));
            assertThat(bookings.cancel(appointment.id(), bruno, "")).isEqualTo(new Cancellation.TooLate(at("09:20")));
        }

        @Test
        void byItsOfficeToo() {
            var appointment = booked(bruno, "09:20");
            bookings.cancel(appointment.id(), carla, "sciopero");
            assertThat(events.stream(AppointmentGivenUp.class))
                    .containsExactly(new AppointmentGivenUp(appointment.id(), SERVICE, true));
        }

        @Test
        void butNotByAnOfficialWhoIsAPartyNorByAnotherOffice() {
            var herOwn = new Actor.Citizen(carla.person(), Assurance.HIGH, null);
            var appointment = booked(herOwn, "09:20");
            assertThat(bookings.cancel(appointment.id(), carla, "")).isInstanceOf(Cancellation.NotFound.class);

            var elsewhere = new Actor.Official(
                    UUID.randomUUID(), someone().person(), UUID.randomUUID(), Set.of(), Set.of(Right.values()));
            assertThat(bookings.cancel(appointment.id(), elsewhere, "")).isInstanceOf(Cancellation.NotFound.class);
        }
    }

    @Nested
    class Moved {

        final IdempotencyKey key = IdempotencyKey.next();

        @Test
        void theNewHourIsTakenTheOldIsFreeAndTheAppointmentIsTheSame() {
            var was = booked(bruno, "09:20");
            assertThat(bookings.move(was.id(), bruno, at("10:00"), key))
                    .isInstanceOfSatisfying(Move.Moved.class, moved -> {
                        assertThat(moved.from()).isEqualTo(at("09:20"));
                        assertThat(moved.appointment().id()).isEqualTo(was.id());
                        assertThat(moved.appointment().reference()).isEqualTo(was.reference());
                        assertThat(moved.appointment().startsAt()).isEqualTo(at("10:00"));
                        assertThat(bookings.find(was.id())).contains(moved.appointment());
                    });
            assertThat(free("09:20")).isEqualTo(1);
            assertThat(free("10:00")).isZero();
            assertThat(events.stream(AppointmentMoved.class))
                    .containsExactly(new AppointmentMoved(was.id(), SERVICE, at("09:20"), at("10:00")));
        }

        @Test
        void sentTwiceItHappensOnce() {
            var was = booked(bruno, "09:20");
            var first = bookings.move(was.id(), bruno, at("10:00"), key);
            assertThat(bookings.move(was.id(), bruno, at("10:00"), key)).isEqualTo(first);
            assertThat(bookings.move(was.id(), bruno, at("10:20"), key)).isInstanceOf(Move.KeyReused.class);
            assertThat(events.stream(AppointmentMoved.class)).hasSize(1);
        }

        @Test
        void aTakenHourLeavesEverythingAsItWas() {
            var was = booked(bruno, "09:20");
            booked(dario, "10:00");
            assertThat(bookings.move(was.id(), bruno, at("10:00"), key))
                    .isInstanceOfSatisfying(
                            Move.SlotTaken.class,
                            taken -> assertThat(taken.nearest())
                                    .extracting(Slot::startsAt)
                                    .contains(at("09:40"), at("10:20")));
            assertThat(bookings.find(was.id())).contains(was);
            assertThat(free("09:20")).isZero();
        }

        @Test
        void anHourOutsideTheOpeningSaysWhy() {
            var was = booked(bruno, "09:20");
            assertThat(bookings.move(was.id(), bruno, at("15:00"), key))
                    .isInstanceOfSatisfying(
                            Move.NotOffered.class, no -> assertThat(no.why()).isEqualTo("refusal.not-open"));
        }

        @Test
        void whoMayNoLongerBookMayNotMove() {
            var was = booked(bruno, "09:20");
            guests.banned = bruno.person();
            assertThat(bookings.move(was.id(), bruno, at("10:00"), key))
                    .isEqualTo(new Move.NotAllowed("test.banned", Map.of()));
            assertThat(free("10:00")).isEqualTo(1);
        }

        @Test
        void notFromTheStartOnNorOnceSettled() {
            var was = booked(bruno, "09:20");
            clock.moveTo(at("09:20"));
            assertThat(bookings.move(was.id(), bruno, at("10:00"), key)).isEqualTo(new Move.TooLate(at("09:20")));
            bookings.settle(was.id(), Appointment.Status.LAPSED, new Actor.System("test"));
            assertThat(bookings.move(was.id(), bruno, at("10:00"), key))
                    .isEqualTo(new Move.AlreadySettled(Appointment.Status.LAPSED));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Appointment.Status.class,
            names = {"LAPSED", "HELD", "NOT_CONCLUDED"})
    void settledByTheCaseItStaysSo(Appointment.Status as) {
        var appointment = booked(bruno, "09:20");
        bookings.settle(appointment.id(), as, carla);
        bookings.settle(appointment.id(), as, carla);
        assertThat(bookings.find(appointment.id()).orElseThrow().status()).isEqualTo(as);
        var other = as == Appointment.Status.HELD ? Appointment.Status.LAPSED : Appointment.Status.HELD;
        assertThatThrownBy(() -> bookings.settle(appointment.id(), other, carla))
                .isInstanceOf(IllegalStateException.class);
    }

    @Nested
    class Again {

        final IdempotencyKey key = IdempotencyKey.next();

        @Test
        void aSecondAppointmentIsAgreedOnTheSpotWithTheSameMatter() {
            var first = booked(bruno, "09:20");
            bookings.settle(first.id(), Appointment.Status.NOT_CONCLUDED, carla);
            assertThat(bookings.again(first.id(), at("10:00"), carla, key))
                    .isInstanceOfSatisfying(Outcome.Booked.class, next -> {
                        assertThat(next.appointment().id()).isNotEqualTo(first.id());
                        assertThat(next.appointment().bookedBy()).isEqualTo(bruno.person());
                        assertThat(next.appointment().matter()).isEqualTo(MATTER);
                        assertThat(bookings.again(first.id(), at("10:00"), carla, key))
                                .isEqualTo(next);
                    });
        }

        @Test
        void notWhileTheFirstIsOpen() {
            var first = booked(bruno, "09:20");
            assertThat(bookings.again(first.id(), at("10:00"), carla, key))
                    .isEqualTo(new Outcome.AlreadyBooked(first.id()));
            assertThat(free("10:00")).isEqualTo(1);
        }

        @Test
        void aRefusalLeavesTheCallersTransactionUsable() {
            var first = booked(bruno, "09:20");
            booked(dario, "10:00");
            transaction.executeWithoutResult(status -> {
                bookings.settle(first.id(), Appointment.Status.NOT_CONCLUDED, carla);
                assertThat(bookings.again(first.id(), at("10:00"), carla, key)).isInstanceOf(Outcome.SlotTaken.class);
            });
            assertThat(bookings.find(first.id()).orElseThrow().status()).isEqualTo(Appointment.Status.NOT_CONCLUDED);
        }
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

    @Nested
    class AStudioBooksOnQuestions {

        final UUID studio = UUID.randomUUID();
        final Actor.Intermediary member = new Actor.Intermediary(dario.person(), Assurance.SUBSTANTIAL, studio);
        final Actor.Intermediary colleague =
                new Actor.Intermediary(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, studio);
        final UUID first = UUID.randomUUID();
        final UUID second = UUID.randomUUID();

        Outcome confirm(Actor.Intermediary by, String hour, UUID... questions) {
            var hold = agenda.hold(SERVICE, at(hour), by.person(), null, clock.instant())
                            instanceof Agenda.Holding.Held(var held)
                    ? held.id()
                    : BookingsTest.<UUID>missing();
            return bookings.confirm(by, SERVICE, hold, about(questions), IdempotencyKey.next());
        }

        Matter about(UUID... questions) {
            var named = Arrays.stream(questions).map(UUID::toString).collect(Collectors.joining(","));
            return new Matter(Map.of("name", "a firm", "questions", named));
        }

        Appointment booked(Outcome outcome) {
            return outcome instanceof Outcome.Booked(var appointment) ? appointment : missing();
        }

        @Test
        void severalAppointmentsButOneOpenOnEachQuestion() {
            var one = booked(confirm(member, "09:00", first));
            booked(confirm(member, "09:20", second));
            assertThat(confirm(member, "09:40", UUID.randomUUID(), first))
                    .isEqualTo(new Outcome.AlreadyBooked(one.id()));
            assertThat(one.party()).isEqualTo(studio);
        }

        @Test
        void whatWasSettledMayBeAskedAgain() {
            var one = booked(confirm(member, "09:00", first));
            bookings.cancel(one.id(), member, "");
            assertThat(confirm(member, "09:20", first)).isInstanceOf(Outcome.Booked.class);
        }

        @Test
        void aColleagueSeesMovesAndGivesUp() {
            var one = booked(confirm(member, "09:00", first));
            assertThat(bookings.own(one.id(), colleague)).contains(one);
            assertThat(bookings.ofParty(studio)).containsExactly(one);
            assertThat(bookings.move(one.id(), colleague, at("10:00"), IdempotencyKey.next()))
                    .isInstanceOf(Move.Moved.class);
            assertThat(bookings.cancel(one.id(), colleague, "")).isInstanceOf(Cancellation.Done.class);
        }

        @Test
        void butNotAMemberWhoMayNotTreatIt() {
            var one = booked(confirm(member, "09:00", first));
            guests.banned = colleague.person();
            assertThat(bookings.own(one.id(), colleague)).isEmpty();
            assertThat(bookings.move(one.id(), colleague, at("10:00"), IdempotencyKey.next()))
                    .isEqualTo(new Move.NotFound());
            assertThat(bookings.cancel(one.id(), colleague, "")).isEqualTo(new Cancellation.NotFound());
        }

        @Test
        void norAnotherStudioNorTheMemberAsAPrivatePerson() {
            var one = booked(confirm(member, "09:00", first));
            var stranger = new Actor.Intermediary(dario.person(), Assurance.SUBSTANTIAL, UUID.randomUUID());
            assertThat(bookings.own(one.id(), stranger)).isEmpty();
            assertThat(bookings.own(one.id(), dario)).isEmpty();
            assertThat(bookings.isParty(one.id(), dario.person())).isTrue();
            assertThat(bookings.isParty(one.id(), bruno.person())).isFalse();
        }

        @Test
        void twoWhoTakeTheSameQuestionAtOnceGetOneAppointment() throws Exception {
            offices.openCounter(counter.office(), SERVICE, 2);
            var start = new CountDownLatch(1);
            var answers = new ArrayList<Outcome>();
            try (var pool = Executors.newFixedThreadPool(2)) {
                var asked = new ArrayList<Future<Outcome>>();
                for (var by : List.of(member, colleague))
                    asked.add(pool.submit(() -> {
                        start.await();
                        return confirm(by, by == member ? "09:00" : "09:20", first, second);
                    }));
                start.countDown();
                for (var one : asked) answers.add(one.get());
            }
            assertThat(answers).filteredOn(Outcome.Booked.class::isInstance).hasSize(1);
            assertThat(answers)
                    .filteredOn(Outcome.AlreadyBooked.class::isInstance)
                    .hasSize(1);
        }
    }
}
