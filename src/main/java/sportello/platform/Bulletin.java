package sportello.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// What the nodes tell each other through PostgreSQL: a topic and an id, never content (LISTEN/NOTIFY). It travels
/// beside the transaction that made the change, after it: a notification takes a lock of the whole database at its
/// commit. So it may be lost, and whoever depends on it also looks now and then.
@Component
public class Bulletin implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);
    private static final String CHANNEL = "sportello";
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_WAITING = 10_000;

    private final OwnConnection own;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    /// Of this process, so that it does not hear itself.
    private final String voice = UUID.randomUUID().toString().substring(0, 8);
    private final BlockingQueue<String> toTell = new LinkedBlockingQueue<>(MOST_WAITING);
    private @Nullable ExecutorService hearing;
    private @Nullable Thread listener;
    private @Nullable Thread speaker;
    private volatile @Nullable Connection ear;
    private volatile boolean running;

    Bulletin(OwnConnection own, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.own = own;
        this.jdbc = jdbc;
        this.events = events;
    }

    /// After the change is committed. Returns at once.
    public void tell(String topic, String id) {
        if (!toTell.offer(voice + " " + topic + " " + id)) LOG.warn("The other nodes are not told of a {}", topic);
    }

    @Override
    public void start() {
        running = true;
        hearing = Executors.newVirtualThreadPerTaskExecutor();
        listener = Thread.ofVirtual().name("bulletin-listen").start(this::listen);
        speaker = Thread.ofVirtual().name("bulletin-speak").start(this::speak);
    }

    private void listen() {
        boolean heard = false;
        for (boolean again = false; running; again = true) {
            try (var connection = own.open("listen", QUIET.multipliedBy(2));
                    var statement = connection.createStatement()) {
                ear = connection;
                statement.execute("listen " + CHANNEL);
                heard = true;
                if (again) publish(new PerhapsMissed());
                var server = connection.unwrap(PGConnection.class);
                while (running) {
                    var arrived = server.getNotifications((int) QUIET.toMillis());
                    if (arrived == null || arrived.length == 0) statement.execute("select 1");
                    else for (var one : arrived) hear(one.getParameter());
                }
            } catch (SQLException away) {
                if (running && heard) LOG.warn("The other nodes cannot be heard: {}", away.getMessage());
                heard = false;
            }
            if (running && !rest()) return;
        }
    }

    private void hear(String told) {
        var words = told.split(" ", 3);
        if (words.length == 3 && !words[0].equals(voice)) publish(new Heard(words[1], words[2]));
    }

    /// One slow reader keeps nobody else from hearing.
    private void publish(Object event) {
        var each = hearing;
        if (each == null) return;
        try {
            each.execute(() -> {
                try {
                    events.publishEvent(event);
                } catch (RuntimeException e) {
                    LOG.warn("What another node told was not taken up: {}", event, e);
                }
            });
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Stopping: {} is not heard any more", event);
        }
    }

    private void speak() {
        var words = new ArrayList<String>();
        while (running) {
            try {
                words.add(toTell.take());
                toTell.drainTo(words);
                jdbc.sql("select pg_notify(:channel, told) from unnest(:words) told")
                        .param("channel", CHANNEL)
                        .param("words", new LinkedHashSet<>(words).toArray(String[]::new))
                        .query((row, n) -> n)
                        .list();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException away) {
                LOG.warn("{} words for the other nodes are lost: {}", words.size(), away.getClass());
            }
            words.clear();
        }
    }

    private static boolean rest() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        if (speaker != null) speaker.interrupt();
        if (listener != null) listener.interrupt();
        try {
            var open = ear;
            if (open != null) open.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("Closed already", e);
        }
        if (hearing != null) hearing.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before anybody has something to tell.
    @Override
    public int getPhase() {
        return -10;
    }
}
