package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.intermediaries.Practice.MONDAY;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Accepted;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Joined;
import sportello.booking.WaitingList.Offer;
import sportello.booking.WaitingList.Wanted;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.intermediaries.Mandate.EndReason;
import sportello.offices.Counter;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;

/// The waiting list is one of booking's doors (rule C3): a freed hour goes to a studio only while its mandate lasts.
@SportelloTest
class LitWaitingTest {

    static final String SERVICE = "consultancy-companies";
    static final LocalDate TUESDAY_WEEK = MONDAY.plusDays(8);

    @Autowired
    Practice practice;

    @Autowired
    Bookings bookings;

    @Autowired
    WaitingList waiting;

    @Autowired
    JdbcClient jdbc;

    Actor.Intermediary first;
    Actor.Intermediary dario;
    Position firm;
    Counter counter;
    Appointment taken;

    /// One desk; every hour of that day is somebody's, 9:20 another studio's.
    @BeforeEach
    void aFullDay() {
        practice.at(MONDAY, "10:00");
        first = practice.dario();
        dario = practice.dario();
        var theirs = practice.firm(first);
        firm = practice.position(theirs.cassetto(), theirs.office());
        practice.mandate(firm, dario.studio());
        counter = practice.offices.openCounter(firm.office(), SERVICE, 1);
        taken = practice.booked(first, theirs, TUESDAY_WEEK, practice.lit(first, theirs));
        for (var hour = Practice.moment(TUESDAY_WEEK, "09:00");
                hour.isBefore(Practice.moment(TUESDAY_WEEK, "13:00"));
                hour = hour.plusSeconds(1200))
            practice.agenda.hold(SERVICE, hour, person(), counter.id(), practice.clock.instant());
        jdbc.sql("update agenda.held_slot set booked = true where counter = :counter")
                .param("counter", counter.id())
                .update();
    }

    @AfterEach
    void backToNow() {
        jdbc.sql("delete from booking.wish").update();
        practice.clock.reset();
    }

    @Test
    void aFreedHourIsOfferedAndTakenInOneStep() {
        var question = practice.lit(dario, firm);
        waits(question);
        assertThat(bookings.cancel(taken.id(), first, "")).isInstanceOf(Bookings.Cancellation.Done.class);
        var offer = offer().orElseThrow();
        assertThat(offer.startsAt()).isEqualTo(taken.startsAt());
        assertThat(waiting.accept(offer.id(), dario, IdempotencyKey.next()))
                .isInstanceOfSatisfying(
                        Accepted.Done.class,
                        done -> assertThat(done.appointment().party()).isEqualTo(dario.studio()));
    }

    @Test
    void notOfferedToWhoseMandateEndedMeanwhile() {
        waits(practice.lit(dario, firm));
        end();
        assertThat(bookings.cancel(taken.id(), first, "")).isInstanceOf(Bookings.Cancellation.Done.class);
        assertThat(offer()).isEmpty();
        assertThat(practice.agenda.hold(SERVICE, taken.startsAt(), person(), counter.id(), practice.clock.instant()))
                .isInstanceOf(Agenda.Holding.Held.class);
    }

    @Test
    void norTakenByThem() {
        waits(practice.lit(dario, firm));
        assertThat(bookings.cancel(taken.id(), first, "")).isInstanceOf(Bookings.Cancellation.Done.class);
        var offer = offer().orElseThrow();
        end();
        assertThat(waiting.accept(offer.id(), dario, IdempotencyKey.next())).isNotInstanceOf(Accepted.Done.class);
        assertThat(bookings.ofParty(dario.studio())).isEmpty();
    }

    private void waits(Question question) {
        assertThat(waiting.join(
                        dario,
                        new Wanted(
                                SERVICE,
                                counter.id(),
                                List.of(new Days(TUESDAY_WEEK, TUESDAY_WEEK)),
                                null,
                                practice.matter(firm, question),
                                null)))
                .isInstanceOf(Joined.Waiting.class);
    }

    private Optional<Offer> offer() {
        return waiting.of(dario).stream()
                .flatMap(wish -> Optional.ofNullable(wish.offer()).stream())
                .findFirst();
    }

    private void end() {
        var carla = practice.carla(firm.office(), "credit-assessment");
        var mandate = practice.cassetti.mandates(firm.id(), carla).getFirst();
        assertThat(practice.cassetti.end(mandate.id(), EndReason.RENOUNCED, dario))
                .isTrue();
    }

    private static PersonId person() {
        return new PersonId(java.util.UUID.randomUUID());
    }
}
