package sportello.meeting;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.meeting.MediaServer.Availability;
import sportello.meeting.Room.Status;
import sportello.meeting.Rooms.Admission;
import sportello.meeting.Rooms.Opening;
import sportello.platform.MovableClock;

/// Who waits, who opens, who is let in, put out and told, on a real database.
@MeetingTest
class LobbyTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");

    @Autowired
    Rooms rooms;

    @Autowired
    Cast cast;

    @Autowired
    MovableClock clock;

    @Autowired
    RememberingMedia media;

    @Autowired
    JdbcClient jdbc;

    Cast.Meeting meeting;

    @BeforeEach
    void nine() {
        clock.moveTo(NINE);
        media.availability = new Availability.Ready("remembering");
        meeting = cast.meeting(cast.plan(NINE));
    }

    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void isOpenedByTheFirstOfTwoOfficials() throws Exception {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = hands
                    .invokeAll(List.<Callable<Opening>>of(
                            () -> rooms.open(meeting.id, cast.carla()), () -> rooms.open(meeting.id, cast.elena())))
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers).filteredOn(Opening.Opened.class::isInstance).hasSize(1);
            var holder = meeting.room().openedBy();
            assertThat(answers).contains(new Opening.HeldBy(java.util.Objects.requireNonNull(holder)));
        }
        assertThat(rooms.entries(meeting.id)).filteredOn(Entry::official).hasSize(1);
    }

    @Test
    void doesNotExistForStrangersAndForWhoIsAParty() {
        var elsewhere = cast.official("Giulia", UUID.randomUUID(), EnumSet.allOf(Right.class));
        var withoutRight = cast.official("Ivo", Cast.OFFICE, EnumSet.of(Right.READ_AUDIT));
        var asParty = new Actor.Official(
                UUID.randomUUID(),
                cast.bruno().person(),
                Cast.OFFICE,
                java.util.Set.of(),
                EnumSet.of(Right.HOLD_MEETINGS));
        for (var official : List.of(elsewhere, withoutRight, asParty)) {
            assertThat(rooms.open(meeting.id, official)).isInstanceOf(Opening.NotFound.class);
            assertThatThrownBy(() -> rooms.tellWaiting(meeting.id, "Arrivo", official))
                    .isInstanceOf(NoSuchElementException.class);
        }
        assertThat(meeting.room().status()).isEqualTo(Status.PREPARED);
    }

    @Test
    void isNotOpenedWithoutARecorderWhenItIsToBeRecorded() {
        media.availability = new Availability.Missing("media.not-installed");
        assertThat(rooms.open(meeting.id, cast.carla())).isEqualTo(new Opening.NoRecorder("media.not-installed"));
        assertThat(meeting.room().status()).isEqualTo(Status.PREPARED);
        var unrecorded = cast.meeting(cast.plan(NINE, Cast.OFFICE, false, 5));
        assertThat(rooms.open(unrecorded.id, cast.carla())).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void admitsWhoWaitsAndHasAcknowledged() {
        rooms.open(meeting.id, cast.carla());
        assertThat(rooms.admit(meeting.anna, cast.carla())).isInstanceOf(Admission.NotWaiting.class);
        rooms.seen(meeting.anna);
        assertThat(rooms.admit(meeting.anna, cast.carla())).isInstanceOf(Admission.NotAcknowledged.class);
        rooms.refuseRecording(meeting.anna, "2027-01", Locale.ITALIAN, meeting.asAnna());
        assertThat(rooms.admit(meeting.anna, cast.carla())).isInstanceOf(Admission.NotAcknowledged.class);
        rooms.acknowledge(meeting.anna, "2027-01", Locale.ITALIAN, meeting.asAnna());
        assertThat(rooms.admit(meeting.anna, cast.elena())).isInstanceOf(Admission.NotFound.class);
        assertThat(rooms.admit(meeting.anna, cast.carla())).isInstanceOf(Admission.Admitted.class);
        assertThat(meeting.entry(meeting.anna).inside()).isTrue();
        var answers = jdbc.sql("""
                        select accepted || ' ' || notice_version || ' ' || language from meeting.acknowledgement
                         where entry = :entry order by at
                        """)
                .param("entry", meeting.anna.value())
                .query(String.class)
                .list();
        assertThat(answers).containsExactly("false 2027-01 it", "true 2027-01 it");
    }

    @Test
    void doesNotAdmitBeforeItIsOpen() {
        meeting.ready(meeting.anna);
        assertThat(rooms.admit(meeting.anna, cast.carla())).isInstanceOf(Admission.NotFound.class);
        rooms.open(meeting.id, cast.carla());
        rooms.suspend(meeting.id, cast.carla());
        assertThat(rooms.admit(meeting.anna, cast.carla())).isInstanceOf(Admission.NotWaiting.class);
    }

    @Test
    void admitsADeviceOnlyWhenEverybodyBeforeItAcknowledged() {
        rooms.open(meeting.id, cast.carla());
        rooms.shareDevice(meeting.anna, Optional.of(meeting.bruno), cast.bruno());
        meeting.ready(meeting.bruno);
        assertThat(rooms.present(meeting.anna)).isTrue();
        assertThat(rooms.admit(meeting.bruno, cast.carla())).isInstanceOf(Admission.NotAcknowledged.class);
        rooms.acknowledge(meeting.anna, "2027-01", Locale.ITALIAN, cast.bruno());
        assertThat(rooms.admit(meeting.bruno, cast.carla())).isInstanceOf(Admission.Admitted.class);
        assertThat(rooms.admit(meeting.anna, cast.carla())).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void sharesNoDeviceAtAStrangersWord() {
        assertThatThrownBy(() -> rooms.shareDevice(meeting.anna, Optional.of(meeting.bruno), cast.dario()))
                .isInstanceOf(NoSuchElementException.class);
        var another = cast.meeting(cast.plan(NINE));
        assertThatThrownBy(() -> rooms.shareDevice(meeting.anna, Optional.of(another.bruno), cast.bruno()))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void letsNobodyInWithoutTheirIdentityAtTheWordOfWhoHasALink() {
        assertThatThrownBy(() -> rooms.shareDevice(meeting.bruno, Optional.of(meeting.anna), meeting.asAnna()))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> rooms.shareDevice(meeting.bruno, Optional.of(meeting.anna), cast.carla()))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> rooms.shareDevice(meeting.bruno, Optional.of(meeting.anna), cast.bruno()))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(meeting.knock(meeting.bruno, meeting.code(meeting.bruno), "browser-of-bruno"))
                .isInstanceOf(Rooms.Knock.LetIn.class);
        rooms.shareDevice(meeting.bruno, Optional.of(meeting.anna), cast.bruno());
        assertThat(meeting.entry(meeting.bruno).sharesWith()).isEqualTo(meeting.anna);
    }

    @Test
    void letsACompanionBringNobody() {
        rooms.open(meeting.id, cast.carla());
        var companion = rooms.invite(meeting.id, "companion", "Giulia", "+393331234542", cast.carla());
        var asCompanion = new Actor.Guest(companion.id().value());
        assertThatThrownBy(() -> rooms.shareDevice(meeting.anna, Optional.of(companion.id()), asCompanion))
                .isInstanceOf(NoSuchElementException.class);
        rooms.shareDevice(companion.id(), Optional.of(meeting.anna), meeting.asAnna());
        assertThat(meeting.entry(companion.id()).sharesWith()).isEqualTo(meeting.anna);
    }

    @Test
    void holdsNoMorePeopleThanPlannedHoweverManyComeAtOnce() throws Exception {
        var small = cast.meeting(cast.plan(NINE, Cast.OFFICE, true, 2));
        rooms.open(small.id, cast.carla());
        small.ready(small.anna);
        small.ready(small.bruno);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = hands
                    .invokeAll(List.<Callable<Admission>>of(
                            () -> rooms.admit(small.anna, cast.carla()), () -> rooms.admit(small.bruno, cast.carla())))
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers).filteredOn(Admission.Admitted.class::isInstance).hasSize(1);
            assertThat(answers).contains(new Admission.Full(2));
        }
    }

    @Test
    void putsTheDelegateOutForTheMomentAlone() {
        rooms.open(meeting.id, cast.carla());
        meeting.ready(meeting.anna);
        meeting.ready(meeting.bruno);
        rooms.admit(meeting.anna, cast.carla());
        rooms.admit(meeting.bruno, cast.carla());
        rooms.putOut(meeting.bruno, cast.carla());
        assertThat(meeting.entry(meeting.bruno).inside()).isFalse();
        assertThat(rooms.say(meeting.bruno, "Ci siete?")).isEmpty();
        assertThat(rooms.say(meeting.anna, "Sì, lo voglio io")).isPresent();
        rooms.letIn(meeting.bruno, cast.carla());
        assertThat(meeting.entry(meeting.bruno).inside()).isTrue();
        assertThat(rooms.say(meeting.anna, "Eccolo")).isPresent();
        assertThat(rooms.lines(meeting.bruno)).extracting(TextLine::text).containsExactly("Eccolo");
        assertThat(rooms.lines(meeting.anna)).extracting(TextLine::text).containsExactly("Sì, lo voglio io", "Eccolo");
    }

    @Test
    void keepsADeviceInWhenOneOfTheTwoBeforeItIsPutOut() {
        rooms.open(meeting.id, cast.carla());
        rooms.shareDevice(meeting.anna, Optional.of(meeting.bruno), cast.bruno());
        meeting.ready(meeting.bruno);
        rooms.acknowledge(meeting.anna, "2027-01", Locale.ITALIAN, cast.bruno());
        rooms.admit(meeting.bruno, cast.carla());
        rooms.admit(meeting.anna, cast.carla());
        rooms.putOut(meeting.bruno, cast.carla());
        var everybody = rooms.entries(meeting.id);
        assertThat(Device.of(meeting.bruno, everybody).inside(meeting.room())).isTrue();
        assertThat(meeting.entry(meeting.bruno).inside()).isFalse();
        assertThat(meeting.entry(meeting.anna).inside()).isTrue();
        rooms.putOut(meeting.anna, cast.carla());
        assertThat(Device.of(meeting.bruno, rooms.entries(meeting.id)).inside(meeting.room()))
                .isFalse();
    }

    @Test
    void forgetsTheWrittenLinesWhenItCloses() {
        rooms.open(meeting.id, cast.carla());
        var official = rooms.entries(meeting.id).stream()
                .filter(Entry::official)
                .findFirst()
                .orElseThrow();
        assertThat(rooms.say(official.id(), "Buongiorno")).isPresent();
        rooms.close(meeting.id, cast.carla(), "concluded");
        assertThat(meeting.room().status()).isEqualTo(Status.CLOSED);
        assertThat(meeting.room().outcome()).isEqualTo("concluded");
        assertThat(jdbc.sql("select count(*) from meeting.line where room = :room")
                        .param("room", meeting.id.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(rooms.open(meeting.id, cast.carla())).isInstanceOf(Opening.Over.class);
    }

    @Test
    void goesOnAfterASuspensionWithTheSamePeople() {
        rooms.open(meeting.id, cast.carla());
        meeting.ready(meeting.anna);
        rooms.admit(meeting.anna, cast.carla());
        rooms.suspend(meeting.id, cast.carla());
        assertThat(meeting.room().status()).isEqualTo(Status.SUSPENDED);
        assertThat(rooms.open(meeting.id, cast.carla())).isInstanceOf(Opening.Opened.class);
        assertThat(meeting.entry(meeting.anna).inside()).isTrue();
        assertThat(rooms.entries(meeting.id)).filteredOn(Entry::official).hasSize(1);
    }

    @Test
    void isDesertedOnlyWhileNobodyWaits() {
        clock.moveTo(NINE.minus(ofMinutes(1)));
        assertThat(rooms.deserted()).extracting(Deserted::room).doesNotContain(meeting.id);
        clock.moveTo(NINE.plus(ofMinutes(1)));
        assertThat(rooms.deserted()).extracting(Deserted::room).contains(meeting.id);
        rooms.seen(meeting.anna);
        assertThat(rooms.deserted()).extracting(Deserted::room).doesNotContain(meeting.id);
        rooms.left(meeting.anna);
        assertThat(rooms.deserted()).extracting(Deserted::room).contains(meeting.id);
        rooms.seen(meeting.anna);
        jdbc.sql("update meeting.entry set last_seen_at = last_seen_at - interval '21 seconds' where id = :id")
                .param("id", meeting.anna.value())
                .update();
        assertThat(rooms.deserted()).extracting(Deserted::room).contains(meeting.id);
        assertThat(rooms.present(meeting.anna)).isFalse();
    }

    @Test
    void waitsSinceTheFirstTimeAcrossAReload() {
        rooms.seen(meeting.anna);
        var since = meeting.entry(meeting.anna).waitingSince();
        clock.moveTo(NINE.plus(ofMinutes(2)));
        rooms.seen(meeting.anna);
        assertThat(meeting.entry(meeting.anna).waitingSince()).isEqualTo(since);
        rooms.left(meeting.anna);
        assertThat(meeting.entry(meeting.anna).waitingSince()).isNull();
        rooms.seen(meeting.anna);
        assertThat(meeting.entry(meeting.anna).waitingSince()).isAfterOrEqualTo(NINE.plus(ofMinutes(2)));
    }

    @Test
    void countsThePlaceInTheQueueOfItsOfficeAndDay() {
        var office = UUID.randomUUID();
        cast.meeting(cast.plan(NINE.plus(ofMinutes(20)), office, true, 5));
        cast.meeting(cast.plan(NINE.plus(ofMinutes(20 + 24 * 60)), office, true, 5));
        var mine = cast.meeting(cast.plan(NINE.plus(ofMinutes(40)), office, true, 5));
        assertThat(rooms.queue(mine.id).orElseThrow().place()).isEqualTo(2);
        assertThat(rooms.queue(mine.id).orElseThrow().minutes()).isBetween(39, 40);
    }

    @Test
    void letsACompanionInByOwnLinkAndCode() {
        rooms.open(meeting.id, cast.carla());
        var companion = rooms.invite(meeting.id, "companion", "Giulia", "+393331234542", cast.carla());
        assertThat(companion.publicRef())
                .isNotEqualTo(meeting.entry(meeting.anna).publicRef());
        assertThat(meeting.code(companion.id())).matches("\\d{6}");
        assertThatThrownBy(() -> rooms.invite(meeting.id, "delegator", "Dario", "+393331234542", cast.carla()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Rule D13, G12: only this installation reads the number, and only until the room is over.
    @Test
    void keepsTheNumberOfACompanionSealedWhileTheMeetingLasts() {
        rooms.open(meeting.id, cast.carla());
        var companion = rooms.invite(meeting.id, "companion", "Giulia", "+393331234542", cast.carla());
        assertThat(rooms.mobileForDelivery(companion.id())).contains("+393331234542");
        assertThat(rooms.mobileForDelivery(meeting.anna)).isEmpty();
        var row = "select e::text from meeting.entry e where id = :id";
        assertThat(jdbc.sql(row)
                        .param("id", companion.id().value())
                        .query(String.class)
                        .single())
                .doesNotContain("3331234542");
        rooms.close(meeting.id, cast.carla(), "aborted");
        assertThat(rooms.mobileForDelivery(companion.id())).isEmpty();
    }

    @Test
    void isClosedByNobodyButTheOffice() {
        rooms.open(meeting.id, cast.carla());
        assertThatThrownBy(() -> rooms.close(meeting.id, cast.bruno(), "aborted"))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> rooms.close(meeting.id, meeting.asAnna(), "aborted"))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(meeting.room().status()).isEqualTo(Status.OPEN);
    }
}
