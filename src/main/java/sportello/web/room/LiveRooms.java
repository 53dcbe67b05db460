package sportello.web.room;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.socket.CloseStatus;
import sportello.audit.Doer;
import sportello.casework.CaseId;
import sportello.meeting.Device;
import sportello.meeting.EntryCodeRenewed;
import sportello.meeting.EntryId;
import sportello.meeting.MediaBack;
import sportello.meeting.MediaLost;
import sportello.meeting.MediaRooms;
import sportello.meeting.MeetingSettings;
import sportello.meeting.NeverRecorded;
import sportello.meeting.Occupant;
import sportello.meeting.RecordingChanged;
import sportello.meeting.Room;
import sportello.meeting.RoomChanged;
import sportello.meeting.RoomClosed;
import sportello.meeting.RoomId;
import sportello.meeting.RoomLeases;
import sportello.meeting.RoomMovedAway;
import sportello.meeting.Rooms;

/// The rooms that live in this node (`RoomLeases`): connections and seats. Everything else is read from the database
/// again after each change, so that nothing is lost when the node is.
@Component
class LiveRooms implements Occupant, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRooms.class);
    private static final Duration SEEN_EVERY = Duration.ofSeconds(10);
    private static final Duration SILENT_AFTER = Duration.ofSeconds(35);
    private static final Duration TOUCH_LOGIN_EVERY = Duration.ofMinutes(1);

    private final Rooms rooms;
    private final RoomLeases leases;
    private final MediaRooms media;
    private final Pictures pictures;
    private final Seating seating;
    private final Peers peers;
    private final NeverRecorded never;
    private final Logins logins;
    private final MeetingSettings settings;
    private final TaskScheduler scheduler;
    private final InstantSource machine = InstantSource.system();
    private final Map<RoomId, Map<EntryId, Connection>> connections = new ConcurrentHashMap<>();
    private final Coalesced<RoomId> showing;
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

    LiveRooms(
            Rooms rooms,
            RoomLeases leases,
            MediaRooms media,
            Pictures pictures,
            Seating seating,
            Peers peers,
            NeverRecorded never,
            Logins logins,
            MeetingSettings settings,
            TaskScheduler scheduler) {
        this.rooms = rooms;
        this.leases = leases;
        this.media = media;
        this.pictures = pictures;
        this.seating = seating;
        this.peers = peers;
        this.never = never;
        this.logins = logins;
        this.settings = settings;
        this.scheduler = scheduler;
        this.showing = new Coalesced<>(Duration.ofMillis(20), this::showNow, work);
    }

    void joined(Connection connection) {
        var before = in(connection.room).put(connection.entry, connection);
        if (before != null) {
            before.end();
            before.close(Connection.ELSEWHERE);
        }
        seen(connection, machine.instant());
        showing.soon(connection.room);
    }

    void gone(Connection connection) {
        connection.end();
        var there = connections.get(connection.room);
        if (there == null || !there.remove(connection.entry, connection)) return;
        showing.soon(connection.room);
        scheduler.schedule(
                () -> work.execute(() -> stayedAway(connection)),
                machine.instant().plus(settings.reconnectGrace()));
    }

    private void stayedAway(Connection connection) {
        var there = connections.getOrDefault(connection.room, Map.of());
        if (leases.here(connection.room) && !there.containsKey(connection.entry)) rooms.left(connection.entry);
        connections.computeIfPresent(connection.room, (_, left) -> left.isEmpty() ? null : left);
    }

    void heard(Connection from, Said said) {
        var now = machine.instant();
        from.heardAt = now;
        switch (said) {
            case Said.Ping() -> alive(from, now);
            case Said.Text(var text) -> say(from, text, now);
            case Said.Typing(var text) -> typing(from, text);
            case Said.Mic(boolean on) -> {
                from.mic = on;
                showing.soon(from.room);
            }
            case Said.Camera(boolean on) -> {
                from.camera = on;
                showing.soon(from.room);
            }
            case Said.Weak(int level) -> {
                from.weak = level;
                showing.soon(from.room);
            }
            case Said.Publish _, Said.Answer _, Said.Trickle _ when !from.recorded -> neverRecorded(from, said);
            case Said.Peer peer ->
                peers.tell(from, connections.getOrDefault(from.room, Map.of()).get(new EntryId(peer.to())), peer, now);
            case Said.Publish(var sdp) ->
                from.inOrder(() -> {
                    seating.publish(from, sdp);
                    showing.soon(from.room);
                });
            case Said.Answer(var sdp) -> from.inOrder(() -> seating.answer(from, sdp));
            case Said.Trickle(var which, var candidate) -> from.inOrder(() -> seating.trickle(from, which, candidate));
            case Said.Refused(var why, var of) -> from.refuse(why, of);
        }
    }

    /// Rule C11: what would bring media to the server, and so into a recording, is refused and noted.
    private void neverRecorded(Connection from, Said said) {
        var asked = said.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        from.refuse("not-allowed", asked);
        if (!from.firstTry(asked)) return;
        rooms.find(from.room).ifPresent(room -> never.tried(room, doer(from), asked));
    }

    private static Doer doer(Connection from) {
        return from.staff == null
                ? new Doer("entry", from.entry.toString(), null)
                : new Doer("staff", from.staff.toString(), null);
    }

    private void alive(Connection from, Instant now) {
        if (from.login != null && Duration.between(from.loginTouchedAt, now).compareTo(TOUCH_LOGIN_EVERY) >= 0) {
            from.loginTouchedAt = now;
            if (!stillIn(from.login)) {
                from.close(Connection.NO_LONGER);
                return;
            }
        }
        if (from.seenAt.isBefore(now.minus(SEEN_EVERY))) seen(from, now);
        from.tell(new Told.Pong());
    }

    private boolean stillIn(String login) {
        try {
            return logins.stillIn(login);
        } catch (DataAccessException | TransactionException away) {
            return true;
        }
    }

    /// A database away for a moment ends nobody's meeting: the next sign of life writes it down.
    private void seen(Connection from, Instant now) {
        try {
            rooms.seen(from.entry);
            from.seenAt = now;
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("That somebody is in room {} could not be written down yet: {}", from.room, away.getClass());
        }
    }

    private void say(Connection from, String text, Instant now) {
        if (!from.mayLine(now)) {
            from.refuse("too-fast", "text");
            return;
        }
        var line = rooms.say(from.entry, text);
        if (line.isEmpty()) {
            from.refuse("not-allowed", "text");
            return;
        }
        var told = Pictures.line(line.get());
        insiders(from.room).forEach(other -> other.tell(told));
    }

    private void typing(Connection from, String text) {
        if (!from.inside) {
            from.refuse("not-allowed", "typing");
            return;
        }
        var told = new Told.Typing(from.entry.value(), from.name, text);
        insiders(from.room).stream().filter(other -> other != from).forEach(other -> other.tell(told));
    }

    private List<Connection> insiders(RoomId room) {
        return here(room).stream().filter(connection -> connection.inside).toList();
    }

    private List<Connection> here(RoomId room) {
        return List.copyOf(connections.getOrDefault(room, Map.of()).values());
    }

    private Map<EntryId, Connection> in(RoomId room) {
        return connections.computeIfAbsent(room, _ -> new ConcurrentHashMap<>());
    }

    /// Looks at the room again and shows everybody their picture. Who is no longer inside loses the seat first.
    private void showNow(RoomId id) {
        var there = here(id);
        if (there.isEmpty()) return;
        var room = rooms.find(id).orElseThrow();
        if (room.status().over()) {
            sayGoodbye(room, Objects.requireNonNullElse(room.outcome(), "closed"));
            return;
        }
        var everybody = rooms.entries(id);
        var picture = pictures.of(room, everybody, there);
        for (var connection : there) {
            var mine = everybody.stream()
                    .filter(entry -> entry.id().equals(connection.entry))
                    .findFirst();
            boolean replaced = connection.staff != null && !connection.staff.equals(room.openedBy());
            if (mine.isEmpty() || replaced || mine.get().generation() != connection.generation) {
                connection.close(Connection.NO_LONGER);
                continue;
            }
            var device = Device.of(mine.get().id(), everybody);
            boolean wasInside = connection.inside;
            connection.inside = device.inside(room);
            if (!connection.inside && connection.seat != null) connection.leaveSeat();
            if (connection.inside && !wasInside) welcome(connection, room);
            connection.show(picture.seenBy(mine.get(), device, connection.inside));
        }
    }

    private void welcome(Connection connection, Room room) {
        connection.tell(new Told.IceServers(media.iceServers(connection.entry.value()), media.relayOnly()));
        connection.tell(new Told.Texts(
                rooms.lines(connection.entry).stream().map(Pictures::pastLine).toList()));
    }

    @TransactionalEventListener(fallbackExecution = true)
    void changed(RoomChanged event) {
        lookAgain(event.room());
    }

    void lookAgain(RoomId room) {
        if (connections.containsKey(room)) showing.soon(room);
    }

    @Override
    public Set<RoomId> occupied() {
        return Set.copyOf(connections.keySet());
    }

    /// Its pages come back and are led to where it lives.
    @EventListener
    void movedAway(RoomMovedAway event) {
        var there = connections.remove(event.room());
        if (there != null) there.values().forEach(LiveRooms::restart);
    }

    private static void restart(Connection connection) {
        connection.end();
        connection.close(CloseStatus.SERVICE_RESTARTED);
    }

    @EventListener
    void recording(RecordingChanged event) {
        showing.soon(event.room());
    }

    @EventListener
    void lost(MediaLost event) {
        for (var connection : here(event.room())) {
            connection.seat = null;
            connection.tell(new Told.MediaLost());
        }
        showing.soon(event.room());
    }

    @EventListener
    void back(MediaBack event) {
        for (var connection : here(event.room())) connection.tell(new Told.MediaBack());
        showing.soon(event.room());
    }

    @TransactionalEventListener
    void renewed(EntryCodeRenewed event) {
        Optional.ofNullable(connections.getOrDefault(event.room(), Map.of()).get(event.entry()))
                .ifPresent(connection -> connection.close(Connection.NO_LONGER));
    }

    @TransactionalEventListener
    void closed(RoomClosed event) {
        rooms.find(event.room()).ifPresent(room -> sayGoodbye(room, event.outcome()));
    }

    /// Also for whoever came in while the room was closing.
    private void sayGoodbye(Room room, String outcome) {
        var there = connections.remove(room.id());
        if (there == null) return;
        for (var connection : there.values()) {
            var next = connection.staff != null
                    ? "/office/cases/" + room.plan().about()
                    : rooms.entry(connection.entry)
                            .map(entry -> "/rooms/" + entry.publicRef())
                            .orElse("/");
            connection.tell(new Told.Closed(outcome, next));
            connection.end();
            connection.close(CloseStatus.NORMAL);
        }
    }

    void tellAbout(CaseId about, boolean papers) {
        if (connections.isEmpty()) return;
        rooms.about(about.value()).map(Room::id).ifPresent(room -> {
            for (var connection : here(room)) {
                if (connection.staff != null) connection.tell(new Told.Case());
                else if (papers) connection.tell(new Told.Papers());
            }
        });
    }

    /// Connections that went silent end; the minutes of who waits and the presence of who left without a word move on.
    @Scheduled(fixedDelay = 5000)
    void lookAround() {
        var now = machine.instant();
        for (var room : List.copyOf(connections.keySet())) {
            for (var connection : here(room)) {
                if (connection.heardAt.isBefore(now.minus(SILENT_AFTER))) {
                    connection.close(Connection.SILENT);
                    gone(connection);
                }
            }
            showing.soon(room);
        }
    }

    @Override
    public void destroy() {
        connections.values().forEach(there -> there.values().forEach(LiveRooms::restart));
        work.shutdownNow();
    }
}
