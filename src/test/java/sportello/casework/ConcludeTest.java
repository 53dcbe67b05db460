package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.Cases.Conclusion;
import sportello.casework.Cases.Missing;
import sportello.identity.People;
import sportello.meeting.Room;
import sportello.meeting.Rooms;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

@SportelloTest
@Import({RememberingMedia.Config.class, Meetings.class})
class ConcludeTest {

    @Autowired
    Meetings meetings;

    @Autowired
    Cases cases;

    @Autowired
    Rooms rooms;

    @Autowired
    Bookings bookings;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Test
    void isRefusedWithTheListOfWhatIsMissing() {
        var stage = meetings.inside();
        var conclusion = cases.conclude(stage.id(), stage.carla(), IdempotencyKey.next());
        assertThat(conclusion).isInstanceOf(Conclusion.Incomplete.class);
        assertThat(((Conclusion.Incomplete) conclusion).missing())
                .contains(
                        new Missing("step", "will", "case.missing.step_undone"),
                        new Missing("step", "alone", "case.missing.step_undone"),
                        new Missing("paper", "AA08", "case.missing.paper_not_sent"));
    }

    @Test
    void putsTheDelegationInForceAtOnceAndClosesEverything() {
        var stage = meetings.ready();
        assertThat(cases.missing(stage.id(), stage.carla())).isEmpty();
        assertThat(cases.conclude(stage.id(), stage.carla(), IdempotencyKey.next()))
                .isInstanceOf(Conclusion.Concluded.class);
        assertThat(delegationsOf(stage)).isEqualTo(1);
        assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                .isEqualTo(Appointment.Status.HELD);
        assertThat(rooms.about(stage.id().value()).orElseThrow().status()).isEqualTo(Room.Status.CLOSED);
        assertThat(acts(stage)).contains("casework.opened", "casework.ticked", "casework.concluded");
    }

    @Test
    void twiceWithTheSameKeyAnswersTheSame() {
        var stage = meetings.ready();
        var key = IdempotencyKey.next();
        assertThat(cases.conclude(stage.id(), stage.carla(), key)).isInstanceOf(Conclusion.Concluded.class);
        assertThat(cases.conclude(stage.id(), stage.carla(), key)).isInstanceOf(Conclusion.Concluded.class);
        assertThat(cases.conclude(stage.id(), stage.carla(), IdempotencyKey.next()))
                .isEqualTo(new Conclusion.AlreadySettled(CaseFile.Status.CONCLUDED));
        assertThat(delegationsOf(stage)).isEqualTo(1);
    }

    @Test
    void isRefusedWhileATrackStandsStill() {
        var stage = meetings.ready();
        var anna = meetings.entry(stage, "delegator");
        var media = meetings.media.in(anna.room());
        media.stalled.put(anna.id().value(), java.time.Instant.now().minusSeconds(6));
        assertThat(cases.conclude(stage.id(), stage.carla(), IdempotencyKey.next()))
                .isEqualTo(new Conclusion.Incomplete(
                        List.of(new Missing("recording", "delegator", "case.missing.track_stopped"))));
        media.stalled.clear();
        assertThat(cases.conclude(stage.id(), stage.carla(), IdempotencyKey.next()))
                .isInstanceOf(Conclusion.Concluded.class);
    }

    @Test
    void isRefusedWithTheDelegatePutOut() {
        var stage = meetings.ready();
        rooms.putOut(meetings.entry(stage, "delegate").id(), stage.carla());
        assertThat(cases.conclude(stage.id(), stage.carla(), IdempotencyKey.next()))
                .isEqualTo(new Conclusion.Incomplete(
                        List.of(new Missing("party", "delegate", "case.missing.party_not_inside"))));
    }

    /// Rule G14: the booking was taken as always; the official sees it, the conclusion is refused.
    @Test
    void isRefusedWhenTheDelegatorHasADelegateAlready() {
        var anna = TaxCodes.next();
        var first = meetings.ready(meetings.inside(bookedFor(anna)));
        assertThat(cases.conclude(first.id(), first.carla(), IdempotencyKey.next()))
                .isInstanceOf(Conclusion.Concluded.class);

        var second = bookedFor(anna);
        assertThat(cases.facts(second.id(), second.carla()).orElseThrow())
                .containsEntry("obstacle.delegator_has_delegate", "delegation.obstacle.delegator_has_delegate");
        meetings.ready(meetings.inside(second));
        assertThat(cases.conclude(second.id(), second.carla(), IdempotencyKey.next()))
                .isEqualTo(
                        new Conclusion.EffectRefused("delegation.obstacle.delegator_has_delegate", java.util.Map.of()));
        assertThat(rooms.about(second.id().value()).orElseThrow().status()).isEqualTo(Room.Status.OPEN);
    }

    @Test
    void ofTwoForTheSameDelegatorAtTheSameMomentOneWins() throws Exception {
        var anna = TaxCodes.next();
        var one = meetings.ready(meetings.inside(bookedFor(anna)));
        var other = meetings.ready(meetings.inside(bookedFor(anna)));
        for (var stage : List.of(one, other)) meetings.guests(stage).forEach(entry -> rooms.seen(entry.id()));
        var conclusions = together(
                () -> cases.conclude(one.id(), one.carla(), IdempotencyKey.next()),
                () -> cases.conclude(other.id(), other.carla(), IdempotencyKey.next()));
        assertThat(conclusions).hasAtLeastOneElementOfType(Conclusion.Concluded.class);
        assertThat(conclusions).hasAtLeastOneElementOfType(Conclusion.EffectRefused.class);
        assertThat(delegationsOf(one)).isEqualTo(1);
        assertThat(List.of(status(one), status(other)))
                .containsExactlyInAnyOrder(CaseFile.Status.CONCLUDED, CaseFile.Status.OPEN);
    }

    private Meetings.Stage bookedFor(sportello.identity.FiscalCode anna) {
        var counter = meetings.counter();
        return meetings.booked(
                meetings.citizen("Bruno", TaxCodes.next()),
                anna,
                counter,
                meetings.official("Carla", counter.office()));
    }

    private CaseFile.Status status(Meetings.Stage stage) {
        return cases.find(stage.id(), stage.carla()).orElseThrow().status();
    }

    @SafeVarargs
    private static List<Conclusion> together(Callable<Conclusion>... calls) throws Exception {
        var start = new CyclicBarrier(calls.length);
        try (var threads = Executors.newFixedThreadPool(calls.length)) {
            var answers = java.util.Arrays.stream(calls)
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            var all = new java.util.ArrayList<Conclusion>();
            for (var answer : answers) all.add(answer.get());
            return all;
        }
    }

    /// The register is above this room: its table is asked.
    private int delegationsOf(Meetings.Stage stage) {
        var anna = people.withFiscalCode(stage.anna()).orElseThrow();
        return jdbc.sql("select count(*) from delegation.delegation where delegator = :anna and ended_at is null")
                .param("anna", anna.id().value())
                .query(Integer.class)
                .single();
    }

    private List<String> acts(Meetings.Stage stage) {
        return jdbc.sql("select act from audit.entry where subject_id = :id")
                .param("id", stage.id().value())
                .query((row, n) -> row.getString("act"))
                .list();
    }
}
