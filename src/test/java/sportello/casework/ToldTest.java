package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.casework.Meetings.NINE_TWENTY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import sportello.booking.Bookings;
import sportello.meeting.Rooms;
import sportello.notification.Inbox;
import sportello.notification.MessageFate;
import sportello.notification.Messages;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;

/// What the parties are told as their appointment changes.
@SportelloTest
@Import({RememberingMedia.Config.class, Meetings.class})
class ToldTest {

    static final Instant NINE_FORTY = NINE_TWENTY.plus(Duration.ofMinutes(20));

    @Autowired
    Meetings meetings;

    @Autowired
    Bookings bookings;

    @Autowired
    Cases cases;

    @Autowired
    Messages messages;

    @Autowired
    Inbox inbox;

    @Test
    void hearsOfEveryMoveAlsoBackToAnHourItHadBefore() {
        var stage = meetings.booked();
        for (var hour : List.of(NINE_FORTY, NINE_TWENTY, NINE_FORTY))
            assertThat(bookings.move(stage.appointment().id(), stage.bruno(), hour, IdempotencyKey.next()))
                    .isInstanceOf(Bookings.Move.Moved.class);
        assertThat(sms(stage)).filteredOn("moved"::equals).hasSize(3 * 2);
    }

    @Test
    void hearsOnceThatAnAppointmentGivenUpIsOver() {
        var stage = meetings.booked();
        meetings.clock.moveTo(NINE_TWENTY.minus(Duration.ofMinutes(10)));
        cases.open(stage.id(), stage.carla());
        assertThat(bookings.cancel(stage.appointment().id(), stage.bruno(), "given up"))
                .isInstanceOf(Bookings.Cancellation.Done.class);
        assertThat(sms(stage)).filteredOn("given-up"::equals).hasSize(2);
        assertThat(sms(stage)).doesNotContain("aborted");
    }

    /// Rule G8; booked the day before, so not two days before.
    @Test
    void bothAreRememberedOnTheDay() {
        var stage = meetings.booked();
        meetings.clock.moveTo(NINE_TWENTY.minus(Duration.ofMinutes(81)));
        assertThat(sms(stage)).doesNotContain("reminder-day");
        meetings.clock.moveTo(NINE_TWENTY.minus(Duration.ofMinutes(80)));
        assertThat(sms(stage))
                .filteredOn(name -> name.startsWith("reminder"))
                .containsExactly("reminder-day", "reminder-day");
    }

    /// The telephone locked, the page closed: who is not there when the office opens is called by SMS, who is there
    /// sees
    /// it.
    @Test
    void isCalledInWhenNotLooking() {
        var stage = meetings.booked();
        meetings.clock.moveTo(NINE_TWENTY);
        meetings.come(stage, meetings.entry(stage, "delegator"));
        assertThat(cases.open(stage.id(), stage.carla())).isInstanceOf(Rooms.Opening.Opened.class);
        assertThat(sms(stage)).filteredOn("calling"::equals).hasSize(1);
        assertThat(notices(stage)).contains("L'ufficio vi sta chiamando");
    }

    @Test
    void isNotCalledInWhenThere() {
        var stage = meetings.booked();
        meetings.clock.moveTo(NINE_TWENTY);
        meetings.guests(stage).forEach(entry -> meetings.come(stage, entry));
        cases.open(stage.id(), stage.carla());
        assertThat(sms(stage)).doesNotContain("calling");
        assertThat(notices(stage)).doesNotContain("L'ufficio vi sta chiamando");
    }

    private List<String> notices(Meetings.Stage stage) {
        return inbox.of(stage.bruno().person(), Locale.ITALIAN, 10).stream()
                .map(Inbox.Notice::title)
                .toList();
    }

    private Stream<String> sms(Meetings.Stage stage) {
        return messages.about(stage.appointment().id()).stream()
                .filter(fate -> fate.kind().equals("sms"))
                .map(MessageFate::template);
    }
}
