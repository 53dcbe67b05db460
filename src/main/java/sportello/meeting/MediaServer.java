package sportello.meeting;

import java.util.List;
import java.util.UUID;

/// Where media travels in a recorded room. Java is its only client: a page asks to publish, answer and trickle,
/// nothing else. Implemented by `meeting.janus`.
public interface MediaServer {

    Availability availability();

    /// Opens (or opens again after a crash) the media of a room, recording from the first track on; returns once
    /// recording is armed.
    MediaRoom open(RoomId room, int mostPeople, Listener listener);

    sealed interface Availability {
        record Ready(String version) implements Availability {}

        /// `why` is a key of words: `media.not-installed`, `media.restarting`, `media.no-network`, `media.off`.
        record Missing(String why) implements Availability {}
    }

    interface MediaRoom {
        Seat seat(UUID participant, SeatListener listener);

        /// Ends media and recording; the tracks are then sealed in the background.
        void close();

        RecordingState recording();
    }

    /// One participant's connections: one to publish, one to receive everybody else.
    interface Seat {
        void publish(String sdpOffer);

        void answer(String sdpAnswer);

        /// `which`: `publish` or `receive`; `candidate` is the browser's JSON, or null at the end of candidates.
        void trickle(String which, @org.jspecify.annotations.Nullable String candidate);

        void leave();
    }

    interface SeatListener {
        void published(String sdpAnswer);

        void offered(String sdpOffer, List<Stream> streams);

        void candidate(String which, String candidate);

        void connected(String which);

        void failed(String why);
    }

    /// What a received media line carries: whose and `audio` or `video`.
    record Stream(String mid, UUID participant, String kind) {}

    interface Listener {
        /// Recording started, broke, or began a new segment: ask `recording()`.
        void recordingChanged(RecordingState state);

        /// The media server died; it is being restarted. Seats are void: everybody rejoins.
        void lost();

        void back();
    }
}
