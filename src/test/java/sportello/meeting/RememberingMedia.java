package sportello.meeting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;

/// A media server that carries nothing and remembers what it was asked.
@Primary
public class RememberingMedia implements MediaServer {

    public volatile Availability availability = new Availability.Ready("remembering");
    public final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<RoomId, Opened> open = new ConcurrentHashMap<>();

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public MediaRoom open(MediaPlan plan, Listener listener) {
        asked.add("open " + plan.room());
        return open.computeIfAbsent(plan.room(), room -> new Opened(room, listener));
    }

    @Override
    public List<IceServer> iceServers(UUID participant) {
        return List.of(new IceServer(List.of("stun:media.example:3478"), null, null));
    }

    @Override
    public java.util.Set<RoomId> holding() {
        return java.util.Set.copyOf(open.keySet());
    }

    @Override
    public boolean relayOnly() {
        return false;
    }

    @Override
    public List<IceServer> probeServers() {
        return List.of();
    }

    @Override
    public Seat probe(SeatListener listener) {
        throw new IllegalStateException("No device is tested here");
    }

    public boolean isOpen(RoomId room) {
        return open.containsKey(room);
    }

    public @Nullable SeatListener seated(RoomId room, EntryId entry) {
        var opened = open.get(room);
        return opened == null ? null : opened.seats.get(entry.value());
    }

    public void dies(RoomId room) {
        var opened = open.get(room);
        if (opened == null) throw new IllegalStateException("That room is not open");
        opened.seats.clear();
        opened.running = false;
        opened.listener.recordingChanged(opened.recording());
        opened.listener.lost();
    }

    public void comesBack(RoomId room) {
        var opened = open.get(room);
        if (opened == null) throw new IllegalStateException("That room is not open");
        opened.listener.back();
    }

    private final class Opened implements MediaRoom {
        private final RoomId room;
        private final Listener listener;
        private final Map<UUID, SeatListener> seats = new ConcurrentHashMap<>();
        private volatile boolean running;

        Opened(RoomId room, Listener listener) {
            this.room = room;
            this.listener = listener;
        }

        @Override
        public Seat seat(Party party, SeatListener to) {
            seats.put(party.participant(), to);
            return new Seat() {
                @Override
                public void publish(String sdpOffer) {
                    asked.add("publish " + party.participant() + " " + party.noticeVersion());
                    running = true;
                    to.published("v=0 answer");
                    listener.recordingChanged(recording());
                }

                @Override
                public void answer(String sdpAnswer) {
                    asked.add("answer " + party.participant());
                }

                @Override
                public void trickle(String which, @Nullable String candidate) {
                    asked.add("trickle " + which + " " + candidate);
                }

                @Override
                public void leave() {
                    asked.add("leave " + party.participant());
                    seats.remove(party.participant(), to);
                }
            };
        }

        @Override
        public void abandon() {
            close();
        }

        @Override
        public void close() {
            asked.add("close " + room);
            open.remove(room);
        }

        @Override
        public RecordingState recording() {
            return new RecordingState(
                    running,
                    running ? Instant.parse("2027-03-02T08:00:05Z") : null,
                    List.of(),
                    List.of(),
                    running ? null : "media.lost");
        }
    }
}
