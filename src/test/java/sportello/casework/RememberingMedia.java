package sportello.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import sportello.meeting.MediaServer;
import sportello.meeting.RecordingState;
import sportello.meeting.RoomId;

/// A media server that carries nothing and remembers who sat down: everybody's tracks grow until told otherwise.
class RememberingMedia implements MediaServer {

    @TestConfiguration
    static class Config {
        @Bean
        @Primary
        RememberingMedia rememberingMedia() {
            return new RememberingMedia();
        }
    }

    final Map<RoomId, Remembered> rooms = new ConcurrentHashMap<>();

    static class Remembered implements MediaRoom {
        final List<UUID> seated = new CopyOnWriteArrayList<>();
        final List<RecordingState.Gap> gaps = new CopyOnWriteArrayList<>();
        final Map<UUID, Instant> stalled = new ConcurrentHashMap<>();
        volatile boolean running = true;
        volatile boolean closed;

        @Override
        public Seat seat(Party party, SeatListener listener) {
            seated.add(party.participant());
            return new Seat() {
                @Override
                public void publish(String sdpOffer) {}

                @Override
                public void answer(String sdpAnswer) {}

                @Override
                public void trickle(String which, @Nullable String candidate) {}

                @Override
                public void leave() {
                    seated.remove(party.participant());
                }
            };
        }

        @Override
        public void abandon() {
            close();
        }

        @Override
        public void close() {
            closed = true;
            running = false;
        }

        @Override
        public RecordingState recording() {
            var tracks = new ArrayList<RecordingState.Track>();
            for (var participant : seated) {
                var grew = stalled.getOrDefault(participant, Instant.now());
                tracks.add(new RecordingState.Track(participant, "audio", grew));
                tracks.add(new RecordingState.Track(participant, "video", grew));
            }
            return new RecordingState(running, Instant.now().minusSeconds(60), tracks, List.copyOf(gaps), null);
        }
    }

    Remembered in(RoomId room) {
        return rooms.computeIfAbsent(room, id -> new Remembered());
    }

    @Override
    public Availability availability() {
        return new Availability.Ready("remembering");
    }

    @Override
    public MediaRoom open(MediaPlan plan, Listener listener) {
        return in(plan.room());
    }

    @Override
    public List<IceServer> iceServers(UUID participant) {
        return List.of();
    }

    @Override
    public java.util.Set<RoomId> holding() {
        return java.util.Set.of();
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
}
