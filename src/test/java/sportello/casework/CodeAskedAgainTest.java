package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.Actor;
import sportello.meeting.Rooms.Resend;
import sportello.notification.Messages;
import sportello.testing.SportelloTest;

/// A code asked for again and again, at every door at once (rule D13): three in an hour, each told what came of it.
@SportelloTest
@Import({RememberingMedia.Config.class, Meetings.class})
class CodeAskedAgainTest {

    static final int ASKED = 8;

    @Autowired
    Meetings meetings;

    @Autowired
    Messages messages;

    @Autowired
    JdbcClient jdbc;

    /// Everybody in these tests has the same telephone.
    @BeforeEach
    void nobodyWasWrittenToToday() {
        jdbc.sql("update notification.outbox set address_mac = null where address_mac is not null")
                .update();
    }

    @Test
    void threeLeaveWhoeverAsksAndHoweverFast() throws Exception {
        var stage = meetings.booked();
        var anna = meetings.entry(stage, "delegator");
        var asking = new ArrayList<Callable<Resend>>();
        for (var door : new Actor[] {
            stage.bruno(), stage.carla(), new Actor.Guest(anna.id().value())
        }) for (int i = 0; i < ASKED; i++) asking.add(() -> meetings.rooms.resend(anna.id(), door));
        int sent = 0;
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : all.invokeAll(asking)) {
                switch (answer.get()) {
                    case Resend.Sent _ -> sent++;
                    case Resend.TooMany(var nextAt) ->
                        assertThat(nextAt)
                                .isAfter(meetings.clock.instant())
                                .isBeforeOrEqualTo(meetings.clock.instant().plus(Duration.ofHours(1)));
                    case Resend.Over _, Resend.ThereAlready _, Resend.NotFound _ ->
                        throw new AssertionError("Anna's code may be asked for");
                }
            }
        }
        assertThat(sent).isEqualTo(3);
        assertThat(messages.about(stage.appointment().id()))
                .filteredOn(
                        fate -> fate.template().equals("code") && fate.kind().equals("sms"))
                .hasSize(3);
    }

    @Test
    void whoAskedSeesWhatBecameOfIt() {
        var stage = meetings.booked();
        var bruno = meetings.entry(stage, "delegate");
        assertThat(meetings.rooms.resend(bruno.id(), stage.bruno())).isInstanceOf(Resend.Sent.class);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(messages.lastCode(bruno.id())).hasValueSatisfying(fate -> {
                    assertThat(fate.template()).isEqualTo("code");
                    assertThat(fate.state()).isEqualTo("HANDED_OVER");
                    assertThat(fate.handedOverAt()).isNotNull();
                }));
    }
}
