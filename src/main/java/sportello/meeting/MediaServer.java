package sportello.meeting;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where media travels in a recorded room. Java is its only client: a page asks to publish, answer and trickle,
/// nothing else. Implemented by `meeting.janus`.
public interface MediaServer {

    Availability availability();

    /// Opens the media of a room, recording from the first track on; returns once recording is armed. Opening a room
    /// that is open gives the same room with the new listener; opening one again after the application died goes on
    /// with the same recording, in a new segment. Throws `IllegalStateException` when media is not available.
    MediaRoom open(MediaPlan plan, Listener listener);

    /// What a page needs to reach the media server, or another page in a room that is not recorded: STUN and TURN, the
    /// latter with credentials of their own for this participant, valid for a few hours.
    List<IceServer> iceServers(UUID participant);

    /// Between two browsers only by TURN, so that neither learns the other's address.
    boolean relayOnly();

    /// The rooms whose media or recording is not over yet in this node.
    Set<RoomId> holding();

    /// A seat that receives what it sends, recorded nowhere, ended by itself after half a minute: the device test's
    /// way to say that the connection works. Throws `IllegalStateException` when media is missing or too many test
    /// at once (`media.busy`); its message is the key of words.
    Seat probe(SeatListener listener);

    /// As `iceServers`, for a probe: credentials that end with it, since anybody may ask for them.
    List<IceServer> probeServers();

    /// `about`: the case. The recording's chain begins with it.
    record MediaPlan(RoomId room, UUID about, int mostPeople) {

        /// Rule C11: for a room that is not recorded there is no such plan.
        public static MediaPlan of(Room room) {
            var plan = room.plan();
            if (!plan.recorded()) throw new IllegalArgumentException("Room " + room.id() + " is never recorded");
            return new MediaPlan(room.id(), plan.about(), plan.mostPeople());
        }
    }

    /// Who sits down, and which notice of recording they read and accepted: bound into the recording's chain before
    /// the first of their media (rule D7).
    record Party(UUID participant, String role, String noticeVersion, Locale language, Instant acknowledgedAt) {}

    record IceServer(
            List<String> urls,
            @Nullable String username,
            @Nullable String credential) {}

    sealed interface Availability {
        record Ready(String version) implements Availability {}

        /// `why` is a key of words: `media.not-installed`, `media.restarting`, `media.no-network`, `media.off`.
        record Missing(String why) implements Availability {}
    }

    interface MediaRoom {
        /// A participant who had a seat loses it to the new one (a page reloaded, another device).
        Seat seat(Party party, SeatListener listener);

        /// Ends media and recording; the tracks are then sealed in the background.
        void close();

        /// Ends media here and leaves the recording to the node that has the room now, which goes on with it.
        void abandon();

        RecordingState recording();
    }

    /// One participant's connections: one to publish, one to receive everybody else.
    interface Seat {
        void publish(String sdpOffer);

        void answer(String sdpAnswer);

        /// `which`: `publish` or `receive`; `candidate` is the browser's JSON, or null at the end of candidates.
        void trickle(String which, @Nullable String candidate);

        void leave();
    }

    /// Called from the media server's own threads, one call at a time per seat.
    interface SeatListener {
        void published(String sdpAnswer);

        /// Answer each offer before the next comes. A participant's stream that left is no longer in the list.
        void offered(String sdpOffer, List<Stream> streams);

        /// `candidate` is JSON as `RTCIceCandidate` takes it; `{"completed":true}` at the end.
        void candidate(String which, String candidate);

        void connected(String which);

        /// The seat is void; `why` is a key of words: `media.connection-lost`, `media.refused`, `media.not-recorded`.
        void failed(String why);
    }

    /// What a received media line carries: whose and `audio` or `video`.
    record Stream(String mid, UUID participant, String kind) {}

    interface Listener {
        /// Recording started, broke, or began a new segment.
        void recordingChanged(RecordingState state);

        /// The media server died; it is being restarted. Seats are void: everybody rejoins after `back`.
        void lost();

        /// The same room is open again, recording armed: take new seats.
        void back();
    }
}
