package sportello.meeting;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import sportello.meeting.MediaServer.Availability;
import sportello.meeting.MediaServer.MediaRoom;
import sportello.meeting.MediaServer.Seat;
import sportello.meeting.MediaServer.SeatListener;
import sportello.platform.Heard;

/// The media of the rooms that live in this node. A room found open in the database without media here (the application
/// or the node it lived in had been killed) gets its media again when the first party rejoins, as a new segment of its
/// recording.
@Component
public class MediaRooms implements Occupant {

    private static final Logger LOG = LoggerFactory.getLogger(MediaRooms.class);

    private final ObjectProvider<MediaServer> server;
    private final RoomRows rooms;
    private final EntryRows entries;
    private final RoomLeases leases;
    private final ObjectProvider<FarRooms> far;
    private final ApplicationEventPublisher events;
    private final Map<RoomId, MediaRoom> open = new ConcurrentHashMap<>();
    private final Map<RoomId, ReentrantLock> opening = new ConcurrentHashMap<>();

    MediaRooms(
            ObjectProvider<MediaServer> server,
            RoomRows rooms,
            EntryRows entries,
            RoomLeases leases,
            ObjectProvider<FarRooms> far,
            ApplicationEventPublisher events) {
        this.server = server;
        this.rooms = rooms;
        this.entries = entries;
        this.leases = leases;
        this.far = far;
        this.events = events;
    }

    public Availability availability() {
        var media = server.getIfAvailable();
        return media == null ? new Availability.Missing("media.off") : media.availability();
    }

    /// As the node says in which the room lives.
    public RecordingState recording(RoomId room) {
        var door = far.getIfAvailable();
        if (door == null || open.containsKey(room)) return recordingHere(room);
        return leases.elsewhere(room)
                .flatMap(there -> door.recording(room, there))
                .orElse(RecordingState.NONE);
    }

    public RecordingState recordingHere(RoomId room) {
        var media = open.get(room);
        return media == null ? RecordingState.NONE : media.recording();
    }

    /// A seat for one device, or empty when the room is not open, carries no media of ours, or the person has not
    /// acknowledged the recording (rule D7). May take a moment.
    public Optional<Seat> seat(Entry device, SeatListener listener) {
        var party = entries.lastAcknowledgement(device);
        var media = party.isEmpty() ? null : ensure(device.room());
        return media == null ? Optional.empty() : Optional.of(media.seat(party.get(), listener));
    }

    /// STUN and TURN for one participant; none while media is missing.
    public List<MediaServer.IceServer> iceServers(UUID participant) {
        var media = server.getIfAvailable();
        return media == null ? List.of() : media.iceServers(participant);
    }

    /// Whether browsers meet by TURN only.
    public boolean relayOnly() {
        var media = server.getIfAvailable();
        return media != null && media.relayOnly();
    }

    private @Nullable MediaRoom ensure(RoomId id) {
        var lock = opening.computeIfAbsent(id, _ -> new ReentrantLock());
        lock.lock();
        try {
            var already = open.get(id);
            if (already != null) return already;
            var media = server.getIfAvailable();
            var room = rooms.find(id);
            if (media == null
                    || room.isEmpty()
                    || room.get().status() != Room.Status.OPEN
                    || !room.get().plan().recorded()
                    || !(leases.home(id) instanceof RoomLeases.Home.Here)) return null;
            var opened = media.open(MediaServer.MediaPlan.of(room.get()), new Relay(id));
            open.put(id, opened);
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /// Recording is armed before anybody's media can come.
    @TransactionalEventListener
    void opened(RoomOpened event) {
        Thread.ofVirtual().name("media-open").start(() -> open(event.room()));
    }

    private void open(RoomId room) {
        try {
            if (ensure(room) != null) events.publishEvent(new RoomChanged(room));
        } catch (RuntimeException e) {
            LOG.warn("The media of room {} did not open; the first to join tries again", room, e);
        }
    }

    @TransactionalEventListener
    void closed(RoomClosed event) {
        Thread.ofVirtual().name("media-close").start(() -> end(event.room(), MediaRoom::close));
    }

    private void end(RoomId room, Consumer<MediaRoom> how) {
        var lock = opening.computeIfAbsent(room, _ -> new ReentrantLock());
        lock.lock();
        try {
            var media = open.remove(room);
            if (media != null) how.accept(media);
        } finally {
            lock.unlock();
            opening.remove(room);
        }
    }

    /// Opened or closed by a verb that ran in another node.
    @EventListener
    void heard(Heard told) {
        RoomNews.in(told).filter(leases::here).ifPresent(this::follow);
    }

    private void follow(RoomId id) {
        var room = rooms.find(id);
        if (room.isEmpty()) return;
        if (room.get().status().over()) end(id, MediaRoom::close);
        else if (room.get().status() == Room.Status.OPEN && !open.containsKey(id)) open(id);
    }

    /// What was said and not heard.
    @Scheduled(fixedDelay = 5_000)
    void lookAgain() {
        for (var id : List.copyOf(open.keySet())) {
            if (rooms.find(id).filter(room -> room.status().over()).isPresent()) end(id, MediaRoom::close);
        }
    }

    @EventListener
    void movedAway(RoomMovedAway event) {
        end(event.room(), MediaRoom::abandon);
    }

    @Override
    public Set<RoomId> occupied() {
        var all = new HashSet<>(open.keySet());
        var media = server.getIfAvailable();
        if (media != null) all.addAll(media.holding());
        return all;
    }

    private final class Relay implements MediaServer.Listener {
        private final RoomId room;

        Relay(RoomId room) {
            this.room = room;
        }

        @Override
        public void recordingChanged(RecordingState state) {
            events.publishEvent(new RecordingChanged(room, state));
        }

        @Override
        public void lost() {
            events.publishEvent(new MediaLost(room));
        }

        @Override
        public void back() {
            events.publishEvent(new MediaBack(room));
        }
    }
}
