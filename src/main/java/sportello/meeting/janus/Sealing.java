package sportello.meeting.janus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.documents.Vault;
import sportello.meeting.Occupant;
import sportello.meeting.RecordingSealed;
import sportello.meeting.Recordings.Status;
import sportello.meeting.Room;
import sportello.meeting.RoomClosed;
import sportello.meeting.RoomId;
import sportello.meeting.RoomLeases;
import sportello.meeting.Rooms;
import sportello.platform.DataFolder;
import sportello.platform.Signer;

/// After the meeting, in the background and one at a time: masters into the vault, plain files destroyed, the chain's
/// head signed and told to the audit trail; then something to play. Every step is found half done and finished after
/// a crash.
@Component
class Sealing implements SmartLifecycle, Occupant {

    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
    private static final Doer RECORDER = Doer.system("recorder");

    private final MediaSettings settings;
    private final RecordingRows rows;
    private final JanusMedia media;
    private final ObjectProvider<Vault> vault;
    private final ObjectProvider<Rooms> roomBook;
    private final RoomLeases leases;
    private final AuditTrail audit;
    private final Signer signer;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final SealingSignal signal;
    private final Path folder;
    private final Path work;
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile @Nullable RoomId atWork;
    private boolean saidUnable;

    Sealing(
            MediaSettings settings,
            RecordingRows rows,
            JanusMedia media,
            ObjectProvider<Vault> vault,
            ObjectProvider<Rooms> roomBook,
            RoomLeases leases,
            AuditTrail audit,
            Signer signer,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            SealingSignal signal,
            DataFolder data) {
        this.settings = settings;
        this.rows = rows;
        this.media = media;
        this.vault = vault;
        this.roomBook = roomBook;
        this.leases = leases;
        this.audit = audit;
        this.signer = signer;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.signal = signal;
        this.folder = data.shared("media");
        this.work = data.sub("media-work");
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(RoomClosed closed) {
        signal.wake();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform()
                .name("sealing")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(this::work);
    }

    private void work() {
        try {
            empty(work);
        } catch (IOException e) {
            LOG.warn("Work left over from an earlier run could not be removed", e);
        }
        while (running) {
            try {
                turn();
                signal.await(30);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Sealing waits: {}", e.getMessage());
                pause();
            }
        }
    }

    private void turn() {
        for (var room : rows.inStatus(Status.OPEN))
            if (forgotten(new RoomId(room))) alone(room, Status.OPEN, () -> media.endForgotten(room));
        if (vault.getIfAvailable() == null) return;
        for (var room : rows.inStatus(Status.SEALING)) {
            alone(room, Status.SEALING, () -> {
                try {
                    seal(room);
                } catch (IOException e) {
                    LOG.error("Recording {} could not be sealed yet", room, e);
                }
            });
        }
        var unplayable = rows.withoutView();
        if (unplayable.isEmpty()) return;
        if (Composer.able()) unplayable.forEach(room -> alone(room, Status.SEALED, () -> compose(room)));
        else if (!saidUnable)
            LOG.warn("Recordings cannot be made playable: janus-pp-rec (janus-tools) or ffmpeg is missing");
        saidUnable = !Composer.able();
    }

    /// By the node in which the room lives, and by no other meanwhile.
    private void alone(UUID room, Status still, Runnable step) {
        var id = new RoomId(room);
        atWork = id;
        try {
            if (!(leases.home(id) instanceof RoomLeases.Home.Here)) return;
            if (rows.find(room).filter(row -> row.status() == still).isPresent()) step.run();
        } finally {
            atWork = null;
        }
    }

    @Override
    public Set<RoomId> occupied() {
        var now = atWork;
        return now == null ? Set.of() : Set.of(now);
    }

    /// The room is closed, yet its recording is not: the application ended in between.
    private boolean forgotten(RoomId room) {
        var book = roomBook.getIfAvailable();
        return book != null
                && book.find(room)
                        .filter(found -> found.status() == Room.Status.CLOSED)
                        .isPresent();
    }

    private void seal(UUID room) throws IOException {
        var row = rows.find(room).orElseThrow();
        var here = JanusMedia.folder(folder, room);
        for (var track : rows.tracks(room)) {
            if (track.document() == null) keep(row, track, LiveRecording.stored(here, track.segment(), track.file()));
        }
        var head = Objects.requireNonNull(row.head());
        var signature = signer.sign(Link.seal(room, row.links(), head));
        var chain = work.resolve(room + ".chain");
        try {
            ChainDocument.write(chain, rows, room, row.about(), row.links(), head, signature, signer.publicKey());
            try (var content = Files.newInputStream(chain)) {
                transaction.executeWithoutResult(_ -> {
                    var kept = keep(row, content, "recording-chain", "chain.jsonl", "application/jsonl");
                    rows.sealed(room, kept.id().value(), signature, signer.publicKey(), Instant.now());
                    audit.record(
                            Act.of("recording.sealed"),
                            RECORDER,
                            new Subject("recording", room),
                            Map.of(
                                    "links",
                                    Long.toString(row.links()),
                                    "head",
                                    head,
                                    "signature",
                                    HexFormat.of().formatHex(signature)));
                    events.publishEvent(new RecordingSealed(new RoomId(room), row.about()));
                });
            }
        } finally {
            Files.deleteIfExists(chain);
        }
        empty(here);
        Files.deleteIfExists(here);
        LOG.info("Recording {} sealed: {} links", room, row.links());
    }

    private void keep(RecordingRows.Row row, RecordingRows.Track track, Path file) throws IOException {
        if (!Files.exists(file)) {
            LOG.error("Recording {}: the track {} is not there any more", row.room(), track.file());
            return;
        }
        try (var content = Files.newInputStream(file)) {
            transaction.executeWithoutResult(_ -> {
                var kept = keep(row, content, "recording-track", track.file(), "application/x-mjr");
                rows.kept(track.id(), kept.id().value(), kept.length(), kept.sha256());
            });
        }
        Files.delete(file);
    }

    private Vault.Kept keep(
            RecordingRows.Row row, java.io.InputStream content, String kind, String name, String mediaType) {
        try {
            return vault.getObject()
                    .keep(content, new Vault.Facts(kind, row.about(), name, mediaType, settings.retention()), RECORDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Something to play, out of the vault's masters: a copy of every track, and all of them side by side.
    private void compose(UUID room) {
        if (!rows.withoutView().contains(room)) return;
        var here = work.resolve(room.toString());
        try {
            empty(here);
            Files.createDirectories(
                    here, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var began = System.nanoTime();
            compose(rows.find(room).orElseThrow(), here);
            rows.viewTried(room, null);
            LOG.info("Recording {} can be played after {} ms", room, (System.nanoTime() - began) / 1_000_000);
        } catch (IOException | RuntimeException e) {
            if (running) {
                LOG.error("Recording {} cannot be played yet", room, e);
                rows.viewTried(room, String.valueOf(e.getMessage()));
            }
        } finally {
            try {
                empty(here);
                Files.deleteIfExists(here);
            } catch (IOException e) {
                LOG.error("Plain copies of recording {} could not be destroyed", room, e);
            }
        }
    }

    private void compose(RecordingRows.Row row, Path here) throws IOException {
        var composer = new Composer(here);
        var tools = Composer.tools();
        var tracks = rows.tracks(row.room()).stream()
                .filter(track -> track.document() != null && track.firstFrameAt() != null)
                .toList();
        var participants = tracks.stream()
                .sorted(Comparator.comparing(track -> Objects.requireNonNull(track.firstFrameAt())))
                .map(RecordingRows.Track::participant)
                .distinct()
                .toList();
        var parts = new ArrayList<Path>();
        long millis = 0;
        for (var segment : rows.segments(row.room())) {
            var clips = new ArrayList<Composer.Clip>();
            for (var track : tracks) {
                if (track.segment() == segment.number()) playable(row, track, composer, here, tools, clips);
            }
            if (clips.isEmpty()) continue;
            var from = clips.stream()
                    .map(Composer.Clip::startsAt)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            var to = clips.stream()
                    .map(clip -> clip.startsAt().plus(clip.length()))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            parts.add(composer.segment(segment.number(), clips, participants, from, Duration.between(from, to)));
            var length = composer.length(parts.getLast()).toMillis();
            rows.viewedSegment(row.room(), segment.number(), from, length);
            millis += length;
        }
        if (parts.isEmpty() && !tracks.isEmpty()) throw new IOException("no track can be played");
        if (parts.isEmpty()) {
            rows.viewed(row.room(), null, 0);
            return;
        }
        var view = parts.size() == 1 ? parts.getFirst() : composer.join(parts);
        long whole = millis;
        try (var content = Files.newInputStream(view)) {
            transaction.executeWithoutResult(_ -> {
                var kept = keep(row, content, "recording-view", "view.webm", "video/webm");
                rows.viewed(row.room(), kept.id().value(), whole);
                derived(row, kept, Objects.requireNonNullElse(row.head(), ""), tools);
            });
        }
    }

    /// A track that cannot be made playable (a few packets of it arrived) does not keep the others from being seen.
    private void playable(
            RecordingRows.Row row,
            RecordingRows.Track track,
            Composer composer,
            Path here,
            String tools,
            List<Composer.Clip> clips)
            throws IOException {
        var master = here.resolve(track.segment() + "-" + track.file());
        var document = new sportello.documents.DocumentId(Objects.requireNonNull(track.document()));
        try (var content = vault.getObject().open(document, RECORDER, "recording.view")) {
            Files.copy(content, master, StandardCopyOption.REPLACE_EXISTING);
        }
        Path copy;
        Duration length;
        try {
            copy = composer.copy(master, track.kind());
            length = composer.length(copy);
        } catch (IOException | NumberFormatException e) {
            LOG.warn("Recording {}: track {} cannot be played: {}", row.room(), track.file(), e.getMessage());
            return;
        } finally {
            Files.deleteIfExists(master);
        }
        if (track.copy() == null) {
            try (var content = Files.newInputStream(copy)) {
                transaction.executeWithoutResult(_ -> {
                    var video = track.kind().equals("video");
                    var name = track.participant() + "-" + track.segment() + (video ? ".webm" : ".opus");
                    var kept = keep(row, content, "recording-copy", name, video ? "video/webm" : "audio/ogg");
                    rows.copied(track.id(), kept.id().value());
                    derived(row, kept, Objects.requireNonNullElse(track.sha256(), ""), tools);
                });
            }
        }
        clips.add(new Composer.Clip(
                track.participant(), track.kind(), copy, Objects.requireNonNull(track.firstFrameAt()), length));
    }

    /// A derivative names its master and the tools that made it.
    private void derived(RecordingRows.Row row, Vault.Kept kept, String master, String tools) {
        audit.record(
                Act.of("recording.derived"),
                RECORDER,
                new Subject("recording", row.room()),
                Map.of(
                        "document",
                        kept.id().value().toString(),
                        "kind",
                        kept.facts().kind(),
                        "sha256",
                        kept.sha256(),
                        "master",
                        master,
                        "tools",
                        tools));
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList())
                if (!path.equals(folder)) Files.delete(path);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
