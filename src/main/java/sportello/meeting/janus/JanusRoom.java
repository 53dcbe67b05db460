package sportello.meeting.janus;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sportello.meeting.MediaServer.Listener;
import sportello.meeting.MediaServer.MediaPlan;
import sportello.meeting.MediaServer.MediaRoom;
import sportello.meeting.MediaServer.Party;
import sportello.meeting.MediaServer.Seat;
import sportello.meeting.MediaServer.SeatListener;
import sportello.meeting.RecordingState;

/// One recorded room: its room at Janus, recording armed before anybody sits down, its seats, its recording. After a
/// death of Janus the same room is armed again as a new segment.
final class JanusRoom implements MediaRoom {

    private static final Logger LOG = LoggerFactory.getLogger(JanusRoom.class);
    private static final Duration FILES_CLOSE = Duration.ofSeconds(5);

    private final MediaPlan plan;
    private final int bitrate;
    private final LiveRecording recording;
    private final Runnable whenClosed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, JanusSeat> seats = new ConcurrentHashMap<>();
    private final AtomicInteger number;
    private volatile Listener listener;
    private volatile @Nullable Armed armed;
    private volatile boolean closed;

    /// The room at one run of Janus.
    private record Armed(JanusChild child, JanusSession session, long handle, String secret, String pin) {}

    JanusRoom(MediaPlan plan, int bitrate, LiveRecording recording, Listener listener, Runnable whenClosed) {
        this.plan = plan;
        this.bitrate = bitrate;
        this.recording = recording;
        this.listener = listener;
        this.whenClosed = whenClosed;
        this.number = new AtomicInteger();
    }

    void listen(Listener listener) {
        this.listener = listener;
    }

    boolean armed() {
        return armed != null;
    }

    UUID id() {
        return plan.room().value();
    }

    LiveRecording live() {
        return recording;
    }

    /// Returns once Janus has the room and will record whatever is published in it.
    void arm(JanusChild child) {
        lock.lock();
        try {
            if (closed) return;
            Path folder =
                    recording.beginSegment(plan.about(), "janus " + child.link().version(), Instant.now());
            var session = child.link().session((_, _, _) -> {});
            var handle = session.attach();
            var fresh = new Armed(child, session, handle, JanusChild.secret(), JanusChild.secret());
            var create = JanusLink.JSON
                    .createObjectNode()
                    .put("request", "create")
                    .put("admin_key", child.adminKey)
                    .put("room", id().toString())
                    .put("permanent", false)
                    .put("is_private", true)
                    .put("secret", fresh.secret())
                    .put("pin", fresh.pin())
                    .put("require_pvtid", true)
                    .put("publishers", plan.mostPeople())
                    .put("bitrate", bitrate)
                    .put("bitrate_cap", true)
                    .put("fir_freq", 10)
                    .put("audiocodec", "opus")
                    .put("videocodec", "vp8")
                    .put("record", true)
                    .put("rec_dir", folder.toString())
                    .put("lock_record", true)
                    .put("notify_joining", true);
            create.putArray("allowed")
                    .add(JanusChild.secret()); // from the first moment nobody comes in without a token
            session.ask(handle, create, null);
            armed = fresh;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Seat seat(Party party, SeatListener seatListener) {
        var now = armed;
        if (now == null || closed) throw new IllegalStateException("media.restarting");
        var feed = JanusSeat.feed(party.participant(), number.incrementAndGet());
        var token = JanusChild.secret();
        var allow = request("allowed", now).put("action", "add");
        allow.putArray("allowed").add(token);
        now.session().ask(now.handle(), allow, null);
        recording.party(party, feed, Instant.now());
        var seat = new JanusSeat(now.child().link(), new Place(now, token), feed, seatListener);
        var before = seats.put(party.participant(), seat);
        if (before != null) before.leave();
        seat.sitDown();
        return seat;
    }

    private tools.jackson.databind.node.ObjectNode request(String verb, Armed at) {
        return JanusLink.JSON
                .createObjectNode()
                .put("request", verb)
                .put("room", id().toString())
                .put("secret", at.secret());
    }

    /// Janus died.
    void lost() {
        armed = null;
        recording.broke(Instant.now());
        seats.values().forEach(JanusSeat::vanish);
        seats.clear();
        tell(listener::lost);
        recordingChanged();
        LiveRecording.patiently(() -> recording.endSegment(Instant.now(), "media-server-lost"));
    }

    void back(JanusChild child) {
        if (closed) return;
        LiveRecording.patiently(() -> recording.endSegment(Instant.now(), "media-server-lost"));
        arm(child);
        tell(listener::back);
        recordingChanged();
    }

    /// Called about twice a second.
    void look(boolean chain) {
        if (recording.look(Instant.now())) recordingChanged();
        if (chain) recording.chain(Instant.now(), false);
    }

    private void recordingChanged() {
        var state = recording.state();
        tell(() -> listener.recordingChanged(state));
    }

    private void tell(Runnable word) {
        try {
            word.run();
        } catch (RuntimeException e) {
            LOG.warn("Room {}: listener", id(), e);
        }
    }

    @Override
    public RecordingState recording() {
        return recording.state();
    }

    @Override
    public void close() {
        end("closed");
    }

    /// The application stops: what is there is chained; the recording goes on when it is opened again.
    void interrupt() {
        if (closed) return;
        closed = true;
        leaveJanus();
        LiveRecording.patiently(() -> recording.endSegment(Instant.now(), "application-stopped"));
    }

    /// The links of its chain are the other node's to write now.
    @Override
    public void abandon() {
        if (closed) return;
        closed = true;
        Thread.ofPlatform().name("leaving-" + id()).start(() -> {
            try {
                leaveJanus();
            } finally {
                whenClosed.run();
            }
        });
    }

    void end(String reason) {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
        } finally {
            lock.unlock();
        }
        Thread.ofPlatform().name("closing-" + id()).start(() -> {
            try {
                leaveJanus();
                LiveRecording.patiently(() -> recording.end(Instant.now(), reason));
            } catch (RuntimeException e) {
                LOG.error("Room {}: its recording stays open and is ended later", id(), e);
            } finally {
                whenClosed.run();
            }
        });
    }

    private void leaveJanus() {
        var leaving = List.copyOf(seats.values());
        leaving.forEach(JanusSeat::leave);
        leaving.forEach(seat -> seat.awaitGone(2000));
        var now = armed;
        armed = null;
        if (now == null) return;
        try {
            now.session().ask(now.handle(), request("destroy", now), null);
            now.session().destroy();
        } catch (JanusRefused e) {
            LOG.warn("Room {}: {}", id(), e.getMessage());
        }
        var deadline = System.nanoTime() + FILES_CLOSE.toNanos();
        while (!recording.filesClosed() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private final class Place implements JanusSeat.Surroundings {

        private final Armed at;
        private final String token;

        Place(Armed at, String token) {
            this.at = at;
            this.token = token;
        }

        @Override
        public String room() {
            return id().toString();
        }

        @Override
        public String pin() {
            return at.pin();
        }

        @Override
        public String token() {
            return token;
        }

        @Override
        public String secret() {
            return at.secret();
        }

        @Override
        public boolean mirror() {
            return false;
        }

        @Override
        public boolean recording(String feed, int tracks) {
            return recording.opened(feed, tracks);
        }

        @Override
        public void flowing(String feed, boolean audio, boolean receiving) {
            recording.flowing(feed, audio, receiving);
        }

        @Override
        public void gone(JanusSeat seat) {
            recording.gone(seat.feed());
            seats.remove(JanusSeat.participant(seat.feed()), seat);
            var allow = request("allowed", at).put("action", "remove");
            allow.putArray("allowed").add(token);
            Thread.startVirtualThread(() -> {
                try {
                    if (Objects.equals(armed, at)) at.session().ask(at.handle(), allow, null);
                } catch (JanusRefused e) {
                    LOG.debug("Room {}: token ends with the room", id());
                }
            });
        }
    }
}
