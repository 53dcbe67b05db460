package sportello.meeting.janus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.meeting.MediaServer;
import sportello.meeting.RoomId;
import sportello.platform.DataFolder;
import sportello.platform.Signer;

/// Media of recorded rooms through a Janus of our own. Rooms live as long as they are open, across deaths of Janus.
@Component
class JanusMedia implements MediaServer, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JanusMedia.class);
    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final int MOST_PROBES = 6;

    private final MediaSettings settings;
    private final Path folder;
    private final RecordingRows rows;
    private final TransactionTemplate transaction;
    private final SealingSignal sealing;
    private final AuditTrail audit;
    private final Signer signer;
    private final JanusGuard guard;
    private final Map<UUID, JanusRoom> rooms = new ConcurrentHashMap<>();
    private final ReentrantLock opening = new ReentrantLock();
    private final Semaphore probes = new Semaphore(MOST_PROBES);
    private @Nullable Thread watch;
    private volatile boolean running;

    JanusMedia(
            MediaSettings settings,
            DataFolder data,
            RecordingRows rows,
            PlatformTransactionManager transactions,
            SealingSignal sealing,
            AuditTrail audit,
            Signer signer) {
        this.audit = audit;
        this.signer = signer;
        this.settings = settings;
        this.folder = data.shared("media");
        this.rows = rows;
        this.transaction = new TransactionTemplate(transactions);
        this.sealing = sealing;
        this.guard = new JanusGuard(settings, data.sub("janus"), new JanusGuard.Watcher() {
            @Override
            public void lost() {
                // Every room knows at once; none waits for another's files.
                rooms.values().forEach(room -> Thread.startVirtualThread(room::lost));
            }

            @Override
            public void up(JanusChild child) {
                rooms.values().forEach(room -> Thread.startVirtualThread(() -> again(room, child)));
            }
        });
    }

    private static void again(JanusRoom room, JanusChild child) {
        try {
            room.back(child);
        } catch (RuntimeException e) {
            LOG.error("Room {} could not be armed again", room.id(), e);
        }
    }

    /// Where the tracks of a room lie until they are in the vault.
    static Path folder(Path media, UUID room) {
        return media.resolve(room.toString());
    }

    @Override
    public Availability availability() {
        return guard.availability();
    }

    @Override
    public MediaRoom open(MediaPlan plan, Listener listener) {
        opening.lock();
        try {
            var id = plan.room().value();
            var there = rooms.get(id);
            if (there != null) {
                there.listen(listener);
                return there;
            }
            var child = guard.child();
            if (child == null) throw new IllegalStateException(why());
            if (!enoughSpace()) throw new IllegalStateException("media.disk-full");
            takeUp(id);
            var room = new JanusRoom(
                    plan,
                    settings.bitrate(),
                    new LiveRecording(id, folder(folder, id), rows, transaction),
                    listener,
                    () -> {
                        rooms.remove(id);
                        sealing.wake();
                    });
            room.arm(child);
            rooms.put(id, room);
            return room;
        } finally {
            opening.unlock();
        }
    }

    /// Segments whose application died: chained to their last byte before anything goes on.
    void takeUp(UUID room) {
        for (var segment : rows.segments(room)) {
            if (segment.endedAt() != null) continue;
            var orphan = new LiveRecording(room, folder(folder, room), rows, transaction);
            orphan.takeUp(segment.number());
            orphan.endSegment(Instant.now(), "application-ended");
            LOG.info("Recording {}: segment {} taken up after the application ended", room, segment.number());
        }
    }

    /// Ends a recording that no room holds any more (the application ended between).
    void endForgotten(UUID room) {
        opening.lock();
        try {
            var open = rooms.get(room);
            if (open != null) {
                open.close();
                return;
            }
            takeUp(room);
            new LiveRecording(room, folder(folder, room), rows, transaction).end(Instant.now(), "closed");
            sealing.wake();
        } finally {
            opening.unlock();
        }
    }

    private String why() {
        return availability() instanceof Availability.Missing(var why) ? why : "media.restarting";
    }

    private boolean enoughSpace() {
        try {
            return Files.getFileStore(folder).getUsableSpace() >= settings.freeSpace() * 1_000_000L;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<IceServer> iceServers(UUID participant) {
        return servers(participant, settings.turnLife());
    }

    @Override
    public Set<RoomId> holding() {
        return rooms.keySet().stream().map(RoomId::new).collect(Collectors.toSet());
    }

    @Override
    public boolean relayOnly() {
        return settings.relayOnly();
    }

    /// Twice its length: the two clocks may differ.
    @Override
    public List<IceServer> probeServers() {
        return servers(UUID.randomUUID(), PROBE.multipliedBy(2));
    }

    private List<IceServer> servers(UUID participant, Duration life) {
        var servers = new ArrayList<IceServer>();
        if (!settings.stun().isEmpty()) servers.add(new IceServer(settings.stun(), null, null));
        if (!settings.turn().isEmpty()) {
            var user = Instant.now().plus(life).getEpochSecond() + ":" + participant;
            servers.add(new IceServer(settings.turn(), user, turnPassword(settings.turnSecret(), user)));
        }
        return List.copyOf(servers);
    }

    /// As coturn's `use-auth-secret` wants it.
    static String turnPassword(String secret, String user) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Seat probe(SeatListener listener) {
        var child = guard.child();
        if (child == null) throw new IllegalStateException(why());
        if (!probes.tryAcquire()) throw new IllegalStateException("media.busy");
        var free = new AtomicBoolean();
        try {
            var room = new ProbeRoom(child, settings.bitrate(), () -> {
                if (free.compareAndSet(false, true)) probes.release();
            });
            return room.seat(listener, PROBE);
        } catch (RuntimeException e) {
            if (free.compareAndSet(false, true)) probes.release();
            throw e;
        }
    }

    @Override
    public void start() {
        running = true;
        guard.start();
        watch = Thread.ofPlatform().name("recordings").daemon().start(this::watch);
    }

    private void watch() {
        for (long turn = 0; running; turn++) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                return;
            }
            boolean chain = turn % 4 == 3;
            boolean anchor = turn % 120 == 119;
            for (var room : rooms.values()) {
                try {
                    room.look(chain);
                    if (anchor) anchor(room);
                } catch (DataAccessException | TransactionException e) {
                    LOG.warn("Recording {}: its chain goes on when the database is back", room.id());
                } catch (RuntimeException e) {
                    LOG.error("Recording {}", room.id(), e);
                }
            }
        }
    }

    /// Once a minute the chain's head leaves for the audit trail, signed: whoever would rewrite a running recording
    /// would have to rewrite that too.
    private void anchor(JanusRoom room) {
        var head = room.live().head();
        audit.record(
                Act.of("recording.anchored"),
                Doer.system("recorder"),
                new Subject("recording", room.id()),
                Map.of(
                        "links",
                        Long.toString(head.links()),
                        "head",
                        head.hash(),
                        "signature",
                        HexFormat.of().formatHex(signer.sign(Link.seal(room.id(), head.links(), head.hash())))));
    }

    @Override
    public void stop() {
        running = false;
        if (watch != null) watch.interrupt();
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            rooms.values()
                    .forEach(room -> together.execute(() -> {
                        try {
                            room.interrupt();
                        } catch (RuntimeException e) {
                            LOG.warn("Recording {}: taken up at the next start", room.id(), e);
                        }
                    }));
        }
        guard.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the doors open, and stopped after them.
    @Override
    public int getPhase() {
        return 0;
    }
}
