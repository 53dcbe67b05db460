package sportello.meeting;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.platform.NodeSettings;
import sportello.platform.OwnConnection;
import sportello.platform.ThisNode;

/// In which node a room lives: a row with an end, renewed while anything of the room is alive here, taken over by
/// whoever needs the room once it has run out. Kept on a connection of its own, so that a crowd at the pool ends no
/// meeting. While the database is away nobody can take a room over, so nobody gives one up.
@Component
public class RoomLeases implements SmartLifecycle, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RoomLeases.class);

    private final JdbcClient jdbc;
    private final OwnConnection own;
    private final ThisNode self;
    private final Duration lease;
    private final ObjectProvider<Occupant> occupants;
    private final ApplicationEventPublisher events;
    /// What lives here, and when it was last asked for, by the running time of this process.
    private final Map<RoomId, Long> here = new ConcurrentHashMap<>();
    private @Nullable Thread keeper;
    private volatile boolean running;

    RoomLeases(
            JdbcClient jdbc,
            OwnConnection own,
            ThisNode self,
            NodeSettings settings,
            ObjectProvider<Occupant> occupants,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.own = own;
        this.self = self;
        this.lease = settings.lease();
        this.occupants = occupants;
        this.events = events;
    }

    /// `now` is the database's time, the same for all nodes.
    public sealed interface Home {
        record Here(Instant now) implements Home {}

        /// `address` is empty when that node did not say where it is reached.
        record There(UUID node, String address, Instant now) implements Home {}
    }

    /// Where the room lives; here from now on if it lived nowhere. Not inside a transaction.
    public Home home(RoomId room) {
        for (int attempt = 0; attempt < 5; attempt++) {
            var claimed = claim(room);
            if (claimed.isPresent()) {
                here.put(room, System.nanoTime());
                return new Home.Here(claimed.get());
            }
            var there = elsewhere(room);
            if (there.isPresent()) return there.get();
        }
        throw new IllegalStateException("Room " + room + " lives nowhere");
    }

    private Optional<Instant> claim(RoomId room) {
        return jdbc.sql("""
                        insert into meeting.room_lease as lease (room_id, node, address, until)
                        values (:room, :node, :address, clock_timestamp() + make_interval(secs => :seconds))
                        on conflict on constraint a_room_lives_in_one_node do update
                           set node = excluded.node, address = excluded.address, until = excluded.until
                         where lease.node = excluded.node or lease.until < clock_timestamp()
                        returning clock_timestamp() as now
                        """)
                .param("room", room.value())
                .param("node", self.id())
                .param("address", self.address())
                .param("seconds", seconds())
                .query((row, n) -> row.getObject("now", OffsetDateTime.class).toInstant())
                .optional();
    }

    /// The other node in which the room lives, if any.
    public Optional<Home.There> elsewhere(RoomId room) {
        return jdbc.sql("""
                        select node, address, clock_timestamp() as now
                          from meeting.room_lease
                         where room_id = :room and node <> :self and until >= clock_timestamp()
                        """)
                .param("room", room.value())
                .param("self", self.id())
                .query((row, n) -> new Home.There(
                        row.getObject("node", UUID.class),
                        row.getString("address"),
                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /// Whether it lives here, as far as this node knows.
    public boolean here(RoomId room) {
        return here.containsKey(room);
    }

    @Override
    public void start() {
        running = true;
        keeper = Thread.ofPlatform().name("room-leases").daemon().start(this::keep);
    }

    private void keep() {
        for (boolean well = true; running; ) {
            try (var connection = own.open("leases", lease)) {
                clearAway(connection);
                while (running) {
                    Thread.sleep(lease.dividedBy(3));
                    renew(connection);
                    well = true;
                }
            } catch (SQLException away) {
                if (well && running) LOG.warn("The rooms of this node cannot be renewed: {}", away.getMessage());
                well = false;
                if (!rest()) return;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The rooms of this node were not renewed", e);
                if (!rest()) return;
            }
        }
    }

    /// What nodes left behind that never came back.
    private static void clearAway(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "delete from meeting.room_lease where until < clock_timestamp() - interval '1 day'");
        }
    }

    private static boolean rest() {
        try {
            Thread.sleep(300);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void renew(Connection connection) throws SQLException {
        var wanted = new ArrayList<RoomId>();
        var idle = new ArrayList<RoomId>();
        sort(wanted, idle);
        if (!idle.isEmpty()) giveBack(connection, idle);
        if (wanted.isEmpty()) return;
        var kept = new HashSet<RoomId>();
        try (var statement = connection.prepareStatement("""
                update meeting.room_lease set until = clock_timestamp() + make_interval(secs => ?)
                 where node = ? and room_id = any (?)
                returning room_id
                """)) {
            statement.setDouble(1, seconds());
            statement.setObject(2, self.id());
            statement.setArray(3, connection.createArrayOf("uuid", ids(wanted)));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) kept.add(new RoomId(rows.getObject(1, UUID.class)));
            }
        }
        for (var room : wanted) {
            if (kept.contains(room) || here.remove(room) == null) continue;
            LOG.warn("Room {} lives in another node now", room);
            events.publishEvent(new RoomMovedAway(room));
        }
    }

    /// What has not been alive here for the length of a lease is idle.
    private void sort(List<RoomId> wanted, List<RoomId> idle) {
        Set<RoomId> occupied = new HashSet<>();
        occupants.stream().map(Occupant::occupied).forEach(occupied::addAll);
        var now = System.nanoTime();
        for (var room : here.entrySet()) {
            if (occupied.contains(room.getKey())) {
                room.setValue(now);
                wanted.add(room.getKey());
            } else if (now - room.getValue() < lease.toNanos()) wanted.add(room.getKey());
            else if (here.remove(room.getKey(), room.getValue())) idle.add(room.getKey());
        }
    }

    /// But for what was claimed again this moment.
    private void giveBack(Connection connection, List<RoomId> idle) throws SQLException {
        try (var statement = connection.prepareStatement("""
                delete from meeting.room_lease
                 where node = ? and room_id = any (?) and until < clock_timestamp() + make_interval(secs => ?)
                """)) {
            statement.setObject(1, self.id());
            statement.setArray(2, connection.createArrayOf("uuid", ids(idle)));
            statement.setDouble(3, seconds() * 0.8);
            statement.executeUpdate();
        }
    }

    private static UUID[] ids(List<RoomId> rooms) {
        return rooms.stream().map(RoomId::value).toArray(UUID[]::new);
    }

    private double seconds() {
        return lease.toMillis() / 1000.0;
    }

    /// The rooms stay until everything of them has ended here: see `destroy`.
    @Override
    public void stop() {
        running = false;
        if (keeper != null) keeper.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return -5;
    }

    /// Another node may have them at once.
    @Override
    public void destroy() {
        try (var connection = own.open("leases", lease);
                var statement = connection.prepareStatement("delete from meeting.room_lease where node = ?")) {
            statement.setObject(1, self.id());
            statement.executeUpdate();
        } catch (SQLException away) {
            LOG.info("The rooms of this node are free when their leases have run out: {}", away.getMessage());
        }
    }
}
