package sportello.meeting;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.Actor;
import sportello.meeting.Rooms.Knock;
import sportello.meeting.Rooms.Resend;
import sportello.platform.MovableClock;

/// Rule D13 at the door, on a real database.
@MeetingTest
class DoorTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");
    static final String PHONE = "the-secret-of-annas-telephone";
    static final String TABLET = "the-secret-of-another-tablet";

    @Autowired
    Rooms rooms;

    @Autowired
    Cast cast;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    Cast.Meeting meeting;

    @BeforeEach
    void aQuarterToNine() {
        clock.moveTo(NINE.minus(ofMinutes(15)));
        meeting = cast.meeting(cast.plan(NINE));
    }

    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void opensWithTheCodeAndRemembersTheBrowser() {
        assertThat(meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE))
                .isInstanceOf(Knock.LetIn.class);
        assertThat(rooms.boundTo(meeting.anna, PHONE)).isTrue();
        assertThat(rooms.boundTo(meeting.anna, TABLET)).isFalse();
        assertThat(meeting.knock(meeting.anna, "", PHONE)).isInstanceOf(Knock.LetIn.class);
    }

    @Test
    void keepsNeitherCodeNorSecret() {
        var code = meeting.code(meeting.anna);
        meeting.knock(meeting.anna, code, PHONE);
        var row = jdbc.sql("select e::text from meeting.entry e where id = :id")
                .param("id", meeting.anna.value())
                .query(String.class)
                .single();
        assertThat(row.replace(meeting.anna.toString(), ""))
                .doesNotContain(PHONE)
                .doesNotContain("\"" + code + "\"");
        var trail = jdbc.sql("select coalesce(string_agg(a::text, ' '), '') from audit.entry a")
                .query(String.class)
                .single();
        assertThat(trail).contains(meeting.anna.toString()).doesNotContain(PHONE);
    }

    @Test
    void asksAnotherBrowserForANewCode() {
        var code = meeting.code(meeting.anna);
        meeting.knock(meeting.anna, code, PHONE);
        assertThat(meeting.knock(meeting.anna, code, TABLET)).isInstanceOf(Knock.UsedElsewhere.class);
        assertThat(rooms.resend(meeting.anna, meeting.asAnna())).isInstanceOf(Resend.Sent.class);
        assertThat(rooms.boundTo(meeting.anna, PHONE)).isFalse();
        assertThat(meeting.knock(meeting.anna, code, TABLET)).isInstanceOf(Knock.WrongCode.class);
        assertThat(meeting.knock(meeting.anna, meeting.code(meeting.anna), TABLET))
                .isInstanceOf(Knock.LetIn.class);
    }

    @Test
    void countsWrongCodesAndThenPauses() {
        for (int left = 4; left > 0; left--) {
            assertThat(meeting.knock(meeting.anna, "wrong", PHONE)).isEqualTo(new Knock.WrongCode(left));
        }
        assertThat(meeting.knock(meeting.anna, "wrong", PHONE)).isInstanceOf(Knock.Paused.class);
        assertThat(meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE))
                .isInstanceOf(Knock.Paused.class);
        clock.moveTo(NINE.minus(ofMinutes(1)));
        assertThat(meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE))
                .isInstanceOf(Knock.Paused.class);
        clock.moveTo(NINE.plus(ofMinutes(1)));
        assertThat(meeting.knock(meeting.anna, "wrong", PHONE)).isEqualTo(new Knock.WrongCode(4));
        assertThat(meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE))
                .isInstanceOf(Knock.LetIn.class);
    }

    @Test
    void countsAttemptsAtTheSameMoment() throws Exception {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = hands
                    .invokeAll(Stream.<Callable<Knock>>generate(() -> () -> meeting.knock(meeting.anna, "wrong", PHONE))
                            .limit(12)
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
            assertThat(answers.stream().filter(Knock.WrongCode.class::isInstance))
                    .containsExactlyInAnyOrder(
                            new Knock.WrongCode(4),
                            new Knock.WrongCode(3),
                            new Knock.WrongCode(2),
                            new Knock.WrongCode(1));
            assertThat(answers.stream().filter(Knock.Paused.class::isInstance)).hasSize(8);
        }
    }

    @Test
    void bindsOneBrowserWhenTwoComeAtTheSameMoment() throws Exception {
        var code = meeting.code(meeting.anna);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = hands
                    .invokeAll(Stream.of(PHONE, TABLET)
                            .<Callable<Knock>>map(browser -> () -> meeting.knock(meeting.anna, code, browser))
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
            assertThat(answers.stream().filter(Knock.LetIn.class::isInstance)).hasSize(1);
            assertThat(answers.stream().filter(Knock.UsedElsewhere.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void takesACodeOfAnotherAppointmentForAWrongOne() {
        var another = cast.meeting(cast.plan(NINE));
        assertThat(meeting.knock(meeting.anna, another.code(another.anna), PHONE))
                .isEqualTo(new Knock.WrongCode(4));
        assertThat(meeting.knock(meeting.anna, meeting.code(meeting.bruno), PHONE))
                .isEqualTo(new Knock.WrongCode(3));
    }

    @Test
    void opensHalfAnHourBefore() {
        clock.moveTo(NINE.minus(ofMinutes(31)));
        var code = meeting.code(meeting.anna);
        assertThat(meeting.knock(meeting.anna, code, PHONE)).isEqualTo(new Knock.TooEarly(NINE.minus(ofMinutes(30))));
        clock.moveTo(NINE.minus(ofMinutes(29)));
        assertThat(meeting.knock(meeting.anna, code, PHONE)).isInstanceOf(Knock.LetIn.class);
    }

    @Test
    void keepsTheCodeWhenTheAppointmentMoves() {
        var code = meeting.code(meeting.anna);
        rooms.reschedule(meeting.about, NINE.plus(ofMinutes(60)), NINE.plus(ofMinutes(80)));
        assertThat(meeting.knock(meeting.anna, code, PHONE)).isEqualTo(new Knock.TooEarly(NINE.plus(ofMinutes(30))));
        clock.moveTo(NINE.plus(ofMinutes(31)));
        assertThat(meeting.knock(meeting.anna, code, PHONE)).isInstanceOf(Knock.LetIn.class);
    }

    @Test
    void isShutOnceTheRoomIsOver() {
        var code = meeting.code(meeting.anna);
        rooms.callOff(meeting.about, new Actor.System("tests"));
        assertThat(meeting.knock(meeting.anna, code, PHONE)).isInstanceOf(Knock.Over.class);
        assertThat(rooms.codeForDelivery(meeting.anna)).isEmpty();
        assertThat(rooms.resend(meeting.anna, meeting.asAnna())).isInstanceOf(Resend.Over.class);
    }

    @Test
    void letsNoDelegateInByCodeAlone() {
        var code = meeting.code(meeting.bruno);
        assertThat(meeting.knock(meeting.bruno, code, PHONE, cast.dario())).isInstanceOf(Knock.NotFound.class);
        assertThat(meeting.knock(meeting.bruno, code, PHONE, new Actor.Guest(meeting.bruno.value())))
                .isInstanceOf(Knock.NotFound.class);
        assertThat(meeting.knock(meeting.bruno, code, PHONE, cast.carla())).isInstanceOf(Knock.NotFound.class);
        assertThat(meeting.knock(meeting.bruno, code, PHONE)).isInstanceOf(Knock.LetIn.class);
    }

    @Test
    void sendsThreeNewCodesAnHour() {
        clock.moveTo(NINE);
        for (int time = 0; time < 3; time++) {
            assertThat(rooms.resend(meeting.anna, meeting.asAnna())).isInstanceOf(Resend.Sent.class);
        }
        var refused = rooms.resend(meeting.anna, meeting.asAnna());
        assertThat(refused).isInstanceOf(Resend.TooMany.class);
        var nextAt = ((Resend.TooMany) refused).nextAt();
        assertThat(nextAt).isBetween(NINE.plus(ofMinutes(60)), NINE.plus(ofMinutes(61)));
        clock.moveTo(nextAt.minusSeconds(60));
        assertThat(rooms.resend(meeting.anna, meeting.asAnna())).isInstanceOf(Resend.TooMany.class);
        clock.moveTo(nextAt.plusSeconds(60));
        assertThat(rooms.resend(meeting.anna, meeting.asAnna())).isInstanceOf(Resend.Sent.class);
    }

    /// Whoever has only the link would unbind the person's own browser.
    @Test
    void sendsNoCodeAtTheLinksWordAloneWhileThePersonIsThere() {
        meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE);
        rooms.seen(meeting.anna);
        assertThat(rooms.resend(meeting.anna, meeting.asAnna())).isInstanceOf(Resend.ThereAlready.class);
        assertThat(rooms.boundTo(meeting.anna, PHONE)).isTrue();
        assertThat(rooms.resend(meeting.anna, cast.bruno())).isInstanceOf(Resend.Sent.class);
        meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE);
        assertThat(rooms.resend(meeting.anna, cast.carla())).isInstanceOf(Resend.Sent.class);
        meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE);
        rooms.left(meeting.anna);
        assertThat(rooms.resend(meeting.anna, meeting.asAnna())).isInstanceOf(Resend.Sent.class);
    }

    @Test
    void sendsABrunoCodeToNobodyElse() {
        assertThat(rooms.resend(meeting.bruno, cast.dario())).isInstanceOf(Resend.NotFound.class);
        assertThat(rooms.resend(meeting.bruno, new Actor.Guest(meeting.bruno.value())))
                .isInstanceOf(Resend.NotFound.class);
        assertThat(rooms.resend(meeting.bruno, cast.bruno())).isInstanceOf(Resend.Sent.class);
    }
}
