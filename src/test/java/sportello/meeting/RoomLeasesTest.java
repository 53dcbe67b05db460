package sportello.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.meeting.RoomLeases.Home;
import sportello.platform.NodeSettings;
import sportello.platform.OwnConnection;
import sportello.platform.ThisNode;

/// A room lives in one node at a time, whatever the nodes believe of themselves.
@MeetingTest
class RoomLeasesTest {

    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    OwnConnection own;

    final RoomId room = new RoomId(UUID.randomUUID());
    final List<Node> nodes = new ArrayList<>();

    Node bologna;
    Node modena;

    /// One process of several, with what lives in it and what it was told to drop.
    private final class Node {
        final ThisNode self = new ThisNode(UUID.randomUUID(), "10.0.0." + (nodes.size() + 1) + ":8090");
        final Set<RoomId> alive = ConcurrentHashMap.newKeySet();
        final List<Object> heard = new CopyOnWriteArrayList<>();
        final RoomLeases leases;

        Node() {
            var beans = new StaticListableBeanFactory();
            beans.addBean("occupant", (Occupant) () -> Set.copyOf(alive));
            leases = new RoomLeases(
                    jdbc,
                    own,
                    self,
                    new NodeSettings(self.address(), "", LEASE),
                    beans.getBeanProvider(Occupant.class),
                    heard::add);
            nodes.add(this);
        }

        boolean has() {
            return leases.home(room) instanceof Home.Here;
        }
    }

    private Optional<Instant> until() {
        return jdbc.sql("select until from meeting.room_lease where room_id = :room")
                .param("room", room.value())
                .query((row, n) -> row.getObject("until", OffsetDateTime.class).toInstant())
                .optional();
    }

    @BeforeEach
    void two() {
        bologna = new Node();
        modena = new Node();
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> {
            node.leases.stop();
            node.leases.destroy();
        });
    }

    @Test
    void livesWhereItWasFirstNeededAndTheOthersKnowWhere() {
        assertThat(bologna.has()).isTrue();
        assertThat(modena.leases.home(room)).isInstanceOfSatisfying(Home.There.class, there -> {
            assertThat(there.node()).isEqualTo(bologna.self.id());
            assertThat(there.address()).isEqualTo("10.0.0.1:8090");
        });
        assertThat(bologna.has()).isTrue();
    }

    @Test
    void isTakenByOneOfManyAtOnce() throws Exception {
        for (int i = 0; i < 6; i++) new Node();
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = together.invokeAll(
                    nodes.stream().map(node -> (Callable<Boolean>) node::has).toList());
            int owners = 0;
            for (var answer : answers) if (answer.get()) owners++;
            assertThat(owners).isOne();
        }
    }

    @Test
    void staysWhileAnythingOfItIsAliveAndIsGivenBackThen() {
        bologna.has();
        bologna.alive.add(room);
        var first = until().orElseThrow();
        bologna.leases.start();
        await().atMost(LONG).until(() -> until().orElseThrow().isAfter(first));
        bologna.alive.clear();
        await().atMost(LONG).until(() -> until().isEmpty());
        assertThat(bologna.heard).isEmpty();
    }

    @Test
    void isTakenOverFromANodeThatDied() {
        bologna.has();
        bologna.alive.add(room);
        await().atMost(LONG).until(() -> modena.has());
        assertThat(bologna.has()).isFalse();
    }

    /// It was frozen for longer than its lease and wakes up.
    @Test
    void isDroppedByTheNodeThatFindsItTaken() {
        bologna.has();
        bologna.alive.add(room);
        await().atMost(LONG).until(() -> modena.has());
        bologna.leases.start();
        await().atMost(LONG).until(() -> bologna.heard.contains(new RoomMovedAway(room)));
        assertThat(bologna.leases.here(room)).isFalse();
        assertThat(modena.has()).isTrue();
    }

    @Test
    void isFreeAtOnceWhenItsNodeStops() {
        bologna.has();
        bologna.leases.destroy();
        assertThat(modena.has()).isTrue();
    }
}
