package sportello.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import sportello.identity.Actor;
import sportello.platform.MovableClock;

@MeetingTest
class MediaRoomsTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");

    @Autowired
    Rooms rooms;

    @Autowired
    MediaRooms media;

    @Autowired
    RememberingMedia server;

    @Autowired
    ObjectProvider<MediaServer> servers;

    @Autowired
    RoomRows roomRows;

    @Autowired
    EntryRows entryRows;

    @Autowired
    RoomLeases leases;

    @Autowired
    ObjectProvider<FarRooms> far;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Cast cast;

    @Autowired
    MovableClock clock;

    Cast.Meeting meeting;

    @BeforeEach
    void nine() {
        clock.moveTo(NINE);
        meeting = cast.meeting(cast.plan(NINE));
    }

    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void armsTheRecordingWhenTheOfficialOpensAndEndsItWhenTheRoomCloses() {
        rooms.open(meeting.id, cast.carla());
        await().until(() -> server.isOpen(meeting.id));
        rooms.close(meeting.id, cast.carla(), "aborted");
        await().until(() -> !server.isOpen(meeting.id));
    }

    @Test
    void seatsNobodyWhoHasNotAcknowledged() {
        rooms.open(meeting.id, cast.carla());
        meeting.ready(meeting.anna);
        rooms.admit(meeting.anna, cast.carla());
        assertThat(media.seat(meeting.entry(meeting.anna), new Silent())).isPresent();
        rooms.refuseRecording(meeting.anna, "2027-01", Locale.ITALIAN, meeting.asAnna());
        assertThat(media.seat(meeting.entry(meeting.anna), new Silent())).isEmpty();
    }

    @Test
    void seatsNobodyInARoomThatIsNotOpen() {
        meeting.ready(meeting.anna);
        assertThat(media.seat(meeting.entry(meeting.anna), new Silent())).isEmpty();
        rooms.callOff(meeting.about, new Actor.System("tests"));
        assertThat(media.seat(meeting.entry(meeting.anna), new Silent())).isEmpty();
    }

    @Test
    void opensTheMediaAgainForARoomFoundOpenAfterACrash() {
        rooms.open(meeting.id, cast.carla());
        await().until(() -> server.isOpen(meeting.id));
        meeting.ready(meeting.anna);
        var afterTheCrash = new MediaRooms(servers, roomRows, entryRows, leases, far, events);
        assertThat(afterTheCrash.recording(meeting.id)).isEqualTo(RecordingState.NONE);
        server.asked.clear();
        assertThat(afterTheCrash.seat(meeting.entry(meeting.anna), new Silent()))
                .isPresent();
        assertThat(server.asked).containsExactly("open " + meeting.id);
    }

    static final class Silent implements MediaServer.SeatListener {
        @Override
        public void published(String sdpAnswer) {}

        @Override
        public void offered(String sdpOffer, List<MediaServer.Stream> streams) {}

        @Override
        public void candidate(String which, String candidate) {}

        @Override
        public void connected(String which) {}

        @Override
        public void failed(String why) {}
    }
}
