package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sportello.intermediaries.Practice.BODY;
import static sportello.intermediaries.Practice.MONDAY;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import sportello.booking.Appointment;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.intermediaries.Cassetti.Giving;
import sportello.intermediaries.Mandate.EndReason;
import sportello.offices.Cassetto;
import sportello.testing.SportelloTest;

/// Rule C3: which studio may treat which position.
@SportelloTest
@RecordApplicationEvents
class MandatesTest {

    @Autowired
    Practice practice;

    @Autowired
    Cassetti cassetti;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    UUID office;
    Actor.Intermediary dario;
    Actor.Intermediary another;

    @BeforeEach
    void onAMonday() {
        practice.at(MONDAY, "10:00");
        office = practice.office().id();
        dario = practice.dario();
        another = practice.dario();
    }

    @AfterEach
    void backToNow() {
        practice.clock.reset();
    }

    @Nested
    class WhoSeesAPosition {
        @Test
        void theStudioWithAMandateAndNobodyElse() {
            var position = practice.position(Cassetto.COMPANIES, office);
            assertThat(cassetti.position(position.id(), dario)).isEmpty();
            practice.mandate(position, dario.studio());
            assertThat(cassetti.position(position.id(), dario)).contains(position);
            assertThat(cassetti.position(position.id(), another)).isEmpty();
            assertThat(seen(dario, Cassetto.COMPANIES)).containsExactly(position);
            assertThat(seen(another, Cassetto.COMPANIES)).isEmpty();
        }

        @Test
        void onlyMembersEnabledForItsCassetto() {
            var position = practice.position(Cassetto.COMPANIES, office);
            practice.mandate(position, dario.studio());
            var studio = practice.studios.find(dario.studio()).orElseThrow();
            var trader = practice.member(studio, Cassetto.CRAFTSMEN_TRADERS);
            assertThat(cassetti.position(position.id(), trader)).isEmpty();
            assertThat(seen(trader, Cassetto.COMPANIES)).isEmpty();
            practice.studios.enrol(dario.studio(), dario.person(), java.util.Set.of());
            assertThat(cassetti.position(position.id(), dario)).isEmpty();
            assertThat(cassetti.enabled(dario)).isEmpty();
        }

        @Test
        void fromTheFirstDayToTheLast() {
            var position = practice.position(Cassetto.COMPANIES, office);
            practice.mandate(position, dario.studio(), MONDAY.plusDays(1), MONDAY.plusDays(3));
            assertThat(cassetti.position(position.id(), dario)).isEmpty();
            practice.at(MONDAY.plusDays(1), "00:01");
            assertThat(cassetti.position(position.id(), dario)).isPresent();
            practice.at(MONDAY.plusDays(3), "23:59");
            assertThat(cassetti.position(position.id(), dario)).isPresent();
            practice.at(MONDAY.plusDays(4), "00:01");
            assertThat(cassetti.position(position.id(), dario)).isEmpty();
        }

        @Test
        void officialsOfTheCompetentOfficesUnit() {
            var position = practice.position(Cassetto.COMPANIES, office);
            assertThat(cassetti.position(position.id(), practice.carla(office, "credit-assessment")))
                    .isPresent();
            assertThat(cassetti.position(position.id(), practice.carla(office, "elsewhere")))
                    .isEmpty();
            assertThat(cassetti.position(
                            position.id(), practice.carla(practice.office().id(), "credit-assessment")))
                    .isEmpty();
        }

        @Test
        void pageByPage() {
            for (int n = 0; n < 45; n++)
                practice.mandate(practice.position(Cassetto.DOMESTIC_WORK, office), dario.studio());
            var first = cassetti.positions(dario, Cassetto.DOMESTIC_WORK, "", null);
            var second = cassetti.positions(dario, Cassetto.DOMESTIC_WORK, "", first.next());
            var third = cassetti.positions(dario, Cassetto.DOMESTIC_WORK, "", second.next());
            assertThat(List.of(first, second, third))
                    .extracting(page -> page.lines().size())
                    .containsExactly(20, 20, 5);
            assertThat(third.next()).isNull();
            assertThat(List.of(first, second, third))
                    .flatExtracting(PositionPage::lines)
                    .doesNotHaveDuplicates();
            var one = first.lines().get(7).position();
            assertThat(cassetti.positions(dario, Cassetto.DOMESTIC_WORK, one.code(), null)
                            .lines())
                    .extracting(PositionPage.Line::position)
                    .containsExactly(one);
            var crafted = new Cursor("A\0", one.id().toString()).written();
            assertThat(cassetti.positions(dario, Cassetto.DOMESTIC_WORK, "", crafted)
                            .lines())
                    .isEqualTo(first.lines());
            assertThat(cassetti.positions(dario, Cassetto.DOMESTIC_WORK, "", "not a cursor")
                            .lines())
                    .isEqualTo(first.lines());
        }

        private List<Position> seen(Actor.Intermediary by, Cassetto cassetto) {
            return cassetti.positions(by, cassetto, "", null).lines().stream()
                    .map(PositionPage.Line::position)
                    .toList();
        }
    }

    /// One intermediary at a time.
    @Nested
    class DomesticWork {
        final LocalDate friday = MONDAY.plusDays(4);

        @Test
        void aNewMandateEndsTheOldAndBothAreTold() {
            var position = practice.position(Cassetto.DOMESTIC_WORK, office);
            var old = practice.mandate(position, dario.studio());
            var next = practice.mandate(position, another.studio());
            assertThat(cassetti.position(position.id(), dario)).isEmpty();
            assertThat(cassetti.position(position.id(), another)).isPresent();
            assertThat(events.stream(MandateEnded.class))
                    .containsExactly(new MandateEnded(old.id(), position.id(), dario.studio(), EndReason.REPLACED));
            assertThat(events.stream(MandateGiven.class))
                    .contains(new MandateGiven(next.id(), position.id(), another.studio()));
        }

        @Test
        void aMandateToComeLetsTheOldGoOnUntilTheDayBefore() {
            var position = practice.position(Cassetto.DOMESTIC_WORK, office);
            practice.mandate(position, dario.studio());
            practice.mandate(position, another.studio(), friday, null);
            assertThat(cassetti.position(position.id(), dario)).isPresent();
            assertThat(cassetti.position(position.id(), another)).isEmpty();
            practice.at(friday, "00:01");
            assertThat(cassetti.position(position.id(), dario)).isEmpty();
            assertThat(cassetti.position(position.id(), another)).isPresent();
            assertThat(events.stream(MandateEnded.class))
                    .singleElement()
                    .extracting(MandateEnded::reason)
                    .isEqualTo(EndReason.REPLACED);
        }

        @Test
        void oneToComeIsReplacedToo() {
            var position = practice.position(Cassetto.DOMESTIC_WORK, office);
            practice.mandate(position, dario.studio(), friday, null);
            practice.mandate(position, another.studio());
            practice.at(friday, "12:00");
            assertThat(cassetti.position(position.id(), dario)).isEmpty();
            assertThat(cassetti.position(position.id(), another)).isPresent();
        }

        @Test
        void theDatabaseKeepsItWhateverTheDoor() {
            var position = practice.position(Cassetto.DOMESTIC_WORK, office);
            practice.mandate(position, dario.studio());
            assertThatThrownBy(() -> insert(position, another.studio()))
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("one_intermediary_on_a_domestic_work_position_at_a_time");
        }

        @RepeatedTest(5)
        void ofTwoAtTheSameMomentOneIsLeft() throws Exception {
            var position = practice.position(Cassetto.DOMESTIC_WORK, office);
            var start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                var answers = List.of(dario, another).stream()
                        .map(studio -> threads.submit((Callable<Giving>) () -> {
                            start.await();
                            return cassetti.give(position.id(), studio.studio(), MONDAY, null, BODY);
                        }))
                        .toList();
                for (var answer : answers) assertThat(answer.get()).isInstanceOf(Giving.Given.class);
            }
            var carla = practice.carla(office, "registry-flows");
            assertThat(cassetti.mandates(position.id(), carla))
                    .hasSize(2)
                    .filteredOn(mandate -> mandate.activeOn(MONDAY))
                    .hasSize(1);
        }
    }

    @Test
    void severalStudiosMayTreatAFirm() {
        var position = practice.position(Cassetto.COMPANIES, office);
        practice.mandate(position, dario.studio());
        practice.mandate(position, another.studio());
        assertThat(cassetti.position(position.id(), dario)).isPresent();
        assertThat(cassetti.position(position.id(), another)).isPresent();
    }

    @Test
    void aStudioHasOneMandateAtATime() {
        var position = practice.position(Cassetto.COMPANIES, office);
        var first = practice.mandate(position, dario.studio(), MONDAY, MONDAY.plusDays(30));
        assertThat(cassetti.give(position.id(), dario.studio(), MONDAY.plusDays(30), null, BODY))
                .isEqualTo(new Giving.Already(first));
        assertThat(cassetti.give(position.id(), dario.studio(), MONDAY.plusDays(31), null, BODY))
                .isInstanceOf(Giving.Given.class);
        assertThatThrownBy(() -> insert(position, dario.studio()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("a_studio_has_one_mandate_on_a_position_at_a_time");
    }

    @Test
    void isNotGivenForDaysThatArePast() {
        var position = practice.position(Cassetto.COMPANIES, office);
        assertThat(cassetti.give(position.id(), dario.studio(), MONDAY.minusDays(9), MONDAY.minusDays(1), BODY))
                .isInstanceOf(Giving.Refused.class);
        assertThat(cassetti.give(position.id(), dario.studio(), MONDAY.plusDays(9), MONDAY.plusDays(8), BODY))
                .isInstanceOf(Giving.Refused.class);
    }

    @Test
    void isGivenByTheCompetentOfficesManagerWhoIsNoMember() {
        var position = practice.position(Cassetto.COMPANIES, office);
        var elena = practice.carla(office, "any", practice.person("Elena"), Right.MANAGE_OFFICE);
        var own = practice.carla(office, "any", dario.person(), Right.MANAGE_OFFICE);
        var farAway = practice.carla(practice.office().id(), "any", practice.person("Elena"), Right.MANAGE_OFFICE);
        for (var by : List.<Actor>of(dario, own, farAway, practice.carla(office, "credit-assessment")))
            assertThat(cassetti.give(position.id(), dario.studio(), MONDAY, null, by))
                    .isInstanceOf(Giving.NotFound.class);
        assertThat(cassetti.give(position.id(), dario.studio(), MONDAY, null, elena))
                .isInstanceOf(Giving.Given.class);
    }

    /// The studio's open appointments on the position are given up with it.
    @Nested
    class WhenItEnds {
        @Test
        void appointmentsOnThePositionAreGivenUpAndOthersStay() {
            var ending = practice.firm(dario);
            var staying = practice.firm(dario);
            var given = practice.booked(dario, ending, MONDAY.plusDays(8), practice.lit(dario, ending));
            var kept = practice.booked(dario, staying, MONDAY.plusDays(8), practice.lit(dario, staying));
            assertThat(cassetti.end(mandate(ending).id(), EndReason.RENOUNCED, another))
                    .isFalse();
            assertThat(cassetti.end(mandate(ending).id(), EndReason.RENOUNCED, dario))
                    .isTrue();
            assertThat(status(given)).isEqualTo(Appointment.Status.GIVEN_UP);
            assertThat(status(kept)).isEqualTo(Appointment.Status.BOOKED);
            assertThat(cassetti.position(ending.id(), dario)).isEmpty();
        }

        @Test
        void byItselfAfterItsLastDay() {
            var position = practice.position(Cassetto.COMPANIES, office);
            var mandate = practice.mandate(position, dario.studio(), MONDAY, MONDAY.plusDays(9));
            var appointment = practice.booked(dario, position, MONDAY.plusDays(8), practice.lit(dario, position));
            jdbc.sql("update intermediaries.mandate set until_day = :day where id = :id")
                    .param("day", MONDAY.plusDays(3))
                    .param("id", mandate.id())
                    .update();
            practice.at(MONDAY.plusDays(3), "23:59");
            assertThat(status(appointment)).isEqualTo(Appointment.Status.BOOKED);
            practice.at(MONDAY.plusDays(4), "00:01");
            assertThat(status(appointment)).isEqualTo(Appointment.Status.GIVEN_UP);
            assertThat(events.stream(MandateEnded.class))
                    .containsExactly(new MandateEnded(mandate.id(), position.id(), dario.studio(), EndReason.EXPIRED));
        }

        @Test
        void notIfTheStudiosNextBeginsTheDayAfter() {
            var position = practice.position(Cassetto.COMPANIES, office);
            practice.mandate(position, dario.studio(), MONDAY, MONDAY.plusDays(3));
            practice.mandate(position, dario.studio(), MONDAY.plusDays(4), null);
            var appointment = practice.booked(dario, position, MONDAY.plusDays(8), practice.lit(dario, position));
            practice.at(MONDAY.plusDays(4), "00:01");
            assertThat(status(appointment)).isEqualTo(Appointment.Status.BOOKED);
            assertThat(events.stream(MandateEnded.class)).isEmpty();
        }

        /// Whoever is quicker: no appointment stands without a mandate.
        @RepeatedTest(5)
        void evenWhileSomebodyBooks() throws Exception {
            var position = practice.firm(dario);
            var mandate = mandate(position);
            var matter = practice.matter(position, practice.lit(dario, position));
            var start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                var booked = threads.submit(() -> {
                    start.await();
                    return practice.book(dario, position, MONDAY.plusDays(8), matter);
                });
                var ended = threads.submit(() -> {
                    start.await();
                    return cassetti.end(mandate.id(), EndReason.REVOKED, BODY);
                });
                booked.get();
                assertThat(ended.get()).isTrue();
            }
            assertThat(practice.bookings.ofParty(dario.studio()))
                    .extracting(Appointment::status)
                    .doesNotContain(Appointment.Status.BOOKED);
        }

        @Test
        void onceAndForAll() {
            var position = practice.firm(dario);
            var mandate = mandate(position);
            assertThat(cassetti.end(mandate.id(), EndReason.REVOKED, BODY)).isTrue();
            assertThat(cassetti.end(mandate.id(), EndReason.REVOKED, BODY)).isFalse();
            assertThatThrownBy(() -> jdbc.sql("""
                            update intermediaries.mandate set ended_at = null, end_reason = null where id = :id
                            """).param("id", mandate.id()).update())
                    .isInstanceOf(DataIntegrityViolationException.class);
        }

        private Mandate mandate(Position position) {
            return cassetti.mandates(position.id(), practice.carla(position.office(), "credit-assessment"))
                    .getFirst();
        }

        private Appointment.Status status(Appointment appointment) {
            return practice.bookings.find(appointment.id()).orElseThrow().status();
        }
    }

    private void insert(Position position, UUID studio) {
        jdbc.sql("""
                insert into intermediaries.mandate (position, cassetto, studio, from_day, given_at)
                values (:position, :cassetto, :studio, :from, now())
                """)
                .param("position", position.id().value())
                .param("cassetto", position.cassetto().name())
                .param("studio", studio)
                .param("from", MONDAY.plusDays(5))
                .update();
    }
}
