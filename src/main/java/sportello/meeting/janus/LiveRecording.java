package sportello.meeting.janus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import sportello.meeting.MediaServer.Party;
import sportello.meeting.RecordingState;
import sportello.meeting.RecordingState.Gap;

/// A recording under way: watches the tracks of the current segment grow, binds what grew into the chain, and says
/// truthfully how it stands. What cannot be written to the database now is written at the next turn.
final class LiveRecording {

    /// Janus writes in blocks of 4 KB; a muted microphone fills one in some 3 seconds.
    static final Duration STALLED = Duration.ofSeconds(7);

    private static final int BLOCK = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(LiveRecording.class);

    private record Fact(String kind, String text, Instant at) {}

    private static final class TrackFile {
        final String name;
        final String feed;
        final UUID participant;
        final String kind;
        final Instant seenAt;
        long size;
        long chained;
        boolean saved;

        @Nullable Instant firstFrameAt;

        @Nullable Instant lastGrewAt;

        TrackFile(String name, Instant seenAt) {
            this.name = name;
            var audio = name.lastIndexOf("-audio-");
            this.feed = name.substring(0, audio > 0 ? audio : name.lastIndexOf("-video-"));
            this.participant = JanusSeat.participant(name);
            this.kind = audio > 0 ? "audio" : "video";
            this.seenAt = seenAt;
        }
    }

    private final UUID room;
    private final Path folder;
    private final RecordingRows rows;
    private final TransactionOperations transaction;
    /// Held for moments only: the state can always be asked.
    private final ReentrantLock lock = new ReentrantLock();
    /// Held while the chain is written, which waits for the database.
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, TrackFile> files = new TreeMap<>();
    private final Deque<Fact> facts = new ArrayDeque<>();
    private final Map<String, Set<Boolean>> flowing = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean gapsChanged;
    private long sequence;
    private String head = Link.BEGINNING;
    private int segment;
    private boolean segmentOpen;
    /// Janus died with this segment: nothing that is still seen of it heals the recording.
    private boolean dead;
    private boolean segmentEndTold;
    private boolean endTold;
    private volatile boolean ended;
    private @Nullable Instant startedAt;
    private @Nullable String brokenWhy;

    LiveRecording(UUID room, Path folder, RecordingRows rows, TransactionOperations transaction) {
        this.room = room;
        this.folder = folder;
        this.rows = rows;
        this.transaction = transaction;
        rows.find(room).ifPresent(row -> {
            sequence = row.links();
            head = Objects.requireNonNullElse(row.head(), Link.BEGINNING);
        });
        gaps.addAll(rows.gaps(room));
        rows.tracks(room).stream()
                .map(RecordingRows.Track::firstFrameAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(first -> startedAt = first);
    }

    /// The folder Janus writes the new segment's tracks to.
    Path beginSegment(UUID about, String versions, Instant now) {
        writing.lock();
        try {
            var number = Objects.requireNonNull(transaction.execute(_ -> {
                if (rows.open(room, about, now)) {
                    addLink(Link.ofFacts(
                            room,
                            sequence,
                            1,
                            "opening",
                            json(Map.of("room", room.toString(), "about", about.toString(), "capture", "janus-mjr")),
                            now,
                            head));
                }
                int fresh = rows.addSegment(room, versions, now);
                addLink(Link.ofFacts(room, sequence, fresh, "segment", json(Map.of("versions", versions)), now, head));
                return fresh;
            }));
            var made = Files.createDirectories(
                    folder.resolve(Integer.toString(number)),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            lock.lock();
            try {
                files.clear();
                flowing.clear();
                segment = number;
                segmentOpen = true;
                dead = false;
                segmentEndTold = false;
                var open = gaps.stream().anyMatch(gap -> gap.to() == null);
                if (open) brokenWhy = "media.lost";
                else if (startedAt != null) openGap(now, "media.lost");
            } finally {
                lock.unlock();
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    /// Takes up a segment whose application died: the rest of its files is chained by `endSegment`.
    void takeUp(int number) {
        lock.lock();
        try {
            segment = number;
            segmentOpen = true;
            scan(Instant.now());
            for (var file : files.values()) {
                file.chained = rows.chained(room, number, file.name);
                file.lastGrewAt = lastModified(file).orElse(null);
            }
        } finally {
            lock.unlock();
        }
    }

    private void addLink(Link link) {
        rows.addLinks(List.of(link));
        sequence = link.sequence() + 1;
        head = link.hash();
    }

    /// Rule D7: who read which notice and accepted it, bound before the first of their media.
    void party(Party party, String feed, Instant now) {
        lock.lock();
        try {
            facts.add(new Fact(
                    "party",
                    json(Map.of(
                            "participant", party.participant().toString(),
                            "role", party.role(),
                            "feed", feed,
                            "notice", party.noticeVersion(),
                            "language", party.language().toLanguageTag(),
                            "acknowledged", party.acknowledgedAt().toString())),
                    now));
        } finally {
            lock.unlock();
        }
    }

    /// Janus opens a publisher's files before it answers the offer: are as many there as it has tracks?
    boolean opened(String feed, int tracks) {
        if (tracks == 0) return false;
        lock.lock();
        try {
            if (!segmentOpen) return false;
            scan(Instant.now());
            return files.values().stream()
                            .filter(file -> file.feed.equals(feed))
                            .count()
                    >= tracks;
        } finally {
            lock.unlock();
        }
    }

    void flowing(String feed, boolean audio, boolean receiving) {
        lock.lock();
        try {
            var kinds = flowing.computeIfAbsent(feed, _ -> new HashSet<>());
            if (receiving) kinds.add(audio);
            else kinds.remove(audio);
        } finally {
            lock.unlock();
        }
    }

    void gone(String feed) {
        lock.lock();
        try {
            flowing.remove(feed);
        } finally {
            lock.unlock();
        }
    }

    /// True when something a listener should know has changed.
    boolean look(Instant now) {
        lock.lock();
        try {
            var before = state();
            if (segmentOpen) {
                scan(now);
                judge(now);
            }
            var after = state();
            return before.running() != after.running()
                    || !Objects.equals(before.brokenWhy(), after.brokenWhy())
                    || !before.gaps().equals(after.gaps())
                    || before.tracks().size() != after.tracks().size();
        } finally {
            lock.unlock();
        }
    }

    private void scan(Instant now) {
        var here = folder.resolve(Integer.toString(segment));
        if (!Files.isDirectory(here)) return;
        try (var listed = Files.newDirectoryStream(here, "*.mjr{,.part}")) {
            for (var path : listed) {
                var name = path.getFileName().toString().replaceFirst("\\.part$", "");
                var file = files.computeIfAbsent(name, _ -> new TrackFile(name, now));
                long size;
                try {
                    size = Files.size(path);
                } catch (NoSuchFileException e) {
                    continue; // just renamed: closed properly; the next look finds it
                }
                if (size > file.size) {
                    file.size = size;
                    file.lastGrewAt = now;
                }
                if (file.firstFrameAt == null && size > 0) {
                    MjrHeader.read(bytes(path, 0, (int) Math.min(size, MjrHeader.ENOUGH)))
                            .ifPresent(header -> file.firstFrameAt = header.firstFrameAt());
                }
                if (file.firstFrameAt != null && (startedAt == null || file.firstFrameAt.isBefore(startedAt))) {
                    startedAt = file.firstFrameAt;
                }
            }
        } catch (IOException e) {
            LOG.warn("Recording {}: cannot look at its files", room, e);
        }
    }

    private void judge(Instant now) {
        if (dead) return;
        var stalled = flowing.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> lastGrew(entry.getKey()))
                .filter(last -> last.plus(STALLED).isBefore(now))
                .min(Comparator.naturalOrder());
        if (stalled.isPresent()) {
            if (brokenWhy == null) openGap(stalled.get(), "media.recording-stalled");
            return;
        }
        if (brokenWhy == null) return;
        // Whole again once something of this segment grew after the break.
        var open = gaps.isEmpty() ? null : gaps.getLast();
        files.values().stream()
                .map(file -> file.lastGrewAt)
                .filter(Objects::nonNull)
                .filter(grew -> open == null || grew.isAfter(open.from()))
                .max(Comparator.naturalOrder())
                .filter(grew -> grew.plus(STALLED).isAfter(now))
                .ifPresent(this::closeGap);
    }

    private Instant lastGrew(String feed) {
        return files.values().stream()
                .filter(file -> file.feed.equals(feed))
                .map(file -> Objects.requireNonNullElse(file.lastGrewAt, file.seenAt))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN.plusSeconds(STALLED.toSeconds()));
    }

    private void openGap(Instant from, String why) {
        brokenWhy = why;
        var start = startedAt == null || from.isAfter(startedAt) ? from : startedAt;
        if (startedAt == null || gaps.stream().anyMatch(gap -> gap.from().equals(start))) return;
        gaps.add(new Gap(start.truncatedTo(ChronoUnit.MICROS), null));
        gapsChanged = true;
    }

    private void closeGap(Instant to) {
        brokenWhy = null;
        var end = to.truncatedTo(ChronoUnit.MICROS);
        gaps.replaceAll(gap -> gap.to() == null ? new Gap(gap.from(), end) : gap);
        gapsChanged = true;
    }

    /// Binds what grew since the last time: whole blocks while it runs, everything at the end of a segment. When the
    /// database is away nothing is lost: the next call binds it.
    void chain(Instant now, boolean toTheEnd) {
        writing.lock();
        try {
            lock.lock();
            List<Fact> told;
            List<Gap> changedGaps;
            var upTo = new TreeMap<String, Long>();
            try {
                told = List.copyOf(facts);
                changedGaps = gapsChanged ? List.copyOf(gaps) : List.of();
                if (segmentOpen) files.values().forEach(file -> upTo.put(file.name, file.size));
            } finally {
                lock.unlock();
            }
            var links = new ArrayList<Link>();
            var last = head;
            var next = sequence;
            for (var fact : told) {
                if (fact.kind().equals("segment-end")) break; // after the bytes
                var link = Link.ofFacts(room, next++, segment, fact.kind(), fact.text(), fact.at(), last);
                links.add(link);
                last = link.hash();
            }
            int before = links.size();
            for (var entry : upTo.entrySet()) {
                var file = file(entry.getKey());
                var to = toTheEnd ? entry.getValue() : entry.getValue() / BLOCK * BLOCK;
                entry.setValue(to);
                if (to <= file.chained) continue;
                var sum = sum(file, file.chained, to - file.chained);
                if (sum == null) {
                    entry.setValue(file.chained);
                    continue;
                }
                var link =
                        Link.ofBytes(room, next++, segment, file.name, file.chained, to - file.chained, sum, now, last);
                links.add(link);
                last = link.hash();
            }
            for (var fact : told.subList(before, told.size())) {
                var link = Link.ofFacts(room, next++, segment, fact.kind(), fact.text(), fact.at(), last);
                links.add(link);
                last = link.hash();
            }
            if (links.isEmpty() && changedGaps.isEmpty()) return;
            transaction.executeWithoutResult(_ -> {
                upTo.forEach((name, to) -> {
                    var file = file(name);
                    if (!file.saved) rows.addTrack(room, segment, file.name, file.participant, file.kind);
                    if (to > file.chained) rows.grown(room, segment, file.name, file.firstFrameAt, to);
                });
                changedGaps.forEach(gap -> rows.saveGap(room, gap));
                rows.addLinks(links);
            });
            upTo.forEach((name, to) -> {
                file(name).saved = true;
                file(name).chained = to;
            });
            sequence = next;
            head = last;
            lock.lock();
            try {
                told.forEach(_ -> facts.removeFirst());
                if (!changedGaps.isEmpty() && changedGaps.equals(gaps)) gapsChanged = false;
            } finally {
                lock.unlock();
            }
        } finally {
            writing.unlock();
        }
    }

    private TrackFile file(String name) {
        lock.lock();
        try {
            return Objects.requireNonNull(files.get(name));
        } finally {
            lock.unlock();
        }
    }

    /// Janus died: nothing grows any more, from this moment on, and everybody may know.
    void broke(Instant now) {
        lock.lock();
        try {
            dead = true;
            if (segmentOpen && startedAt != null && brokenWhy == null) {
                scan(now);
                openGap(lastGrowth().orElse(now), "media.lost");
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Instant> lastGrowth() {
        return files.values().stream()
                .map(file -> file.lastGrewAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /// After Janus closed the files or died: the rest of every file, and why the segment ended. Throws
    /// `DataAccessException` while the database is away; call it again then.
    void endSegment(Instant now, String why) {
        writing.lock();
        try {
            Instant last;
            lock.lock();
            try {
                if (!segmentOpen) return;
                scan(now);
                last = lastGrowth().orElse(now);
                if (!segmentEndTold) {
                    segmentEndTold = true;
                    if (!why.equals("closed") && startedAt != null && brokenWhy == null) openGap(last, "media.lost");
                    var bytes =
                            files.values().stream().mapToLong(file -> file.size).sum();
                    facts.add(new Fact(
                            "segment-end",
                            json(Map.of(
                                    "why",
                                    why,
                                    "files",
                                    Integer.toString(files.size()),
                                    "bytes",
                                    Long.toString(bytes))),
                            now));
                }
            } finally {
                lock.unlock();
            }
            chain(now, true);
            transaction.executeWithoutResult(_ -> rows.endSegment(room, segment, last, why));
            lock.lock();
            try {
                segmentOpen = false;
                flowing.clear();
            } finally {
                lock.unlock();
            }
        } finally {
            writing.unlock();
        }
    }

    /// The last link binds totals and the reason; from here on the recording can be sealed. Throws
    /// `DataAccessException` while the database is away; call it again then.
    void end(Instant now, String reason) {
        writing.lock();
        try {
            if (ended) return;
            endSegment(now, "closed");
            if (!endTold) {
                var tracks = rows.tracks(room);
                var bytes =
                        tracks.stream().mapToLong(RecordingRows.Track::bytes).sum();
                lock.lock();
                try {
                    endTold = true;
                    gaps.replaceAll(gap ->
                            gap.to() == null ? new Gap(gap.from(), now.isBefore(gap.from()) ? gap.from() : now) : gap);
                    gapsChanged = !gaps.isEmpty();
                    facts.add(new Fact(
                            "closing",
                            json(Map.of(
                                    "reason", reason,
                                    "segments", Integer.toString(segment),
                                    "tracks", Integer.toString(tracks.size()),
                                    "bytes", Long.toString(bytes),
                                    "gaps", Integer.toString(gaps.size()))),
                            now));
                } finally {
                    lock.unlock();
                }
            }
            chain(now, true);
            transaction.executeWithoutResult(_ -> rows.close(room, now));
            ended = true;
        } finally {
            writing.unlock();
        }
    }

    /// What the caller of `endSegment` and `end` does while the database is away: up to two minutes.
    static void patiently(Runnable step) {
        for (int attempt = 0; ; attempt++) {
            try {
                step.run();
                return;
            } catch (DataAccessException | TransactionException e) {
                if (attempt >= 60) throw e;
                LOG.warn("A recording waits for the database");
                try {
                    Thread.sleep(2000);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
        }
    }

    /// None of the segment's files is still open at Janus.
    boolean filesClosed() {
        var here = folder.resolve(Integer.toString(segment));
        if (!Files.isDirectory(here)) return true;
        try (var open = Files.newDirectoryStream(here, "*.part")) {
            return !open.iterator().hasNext();
        } catch (IOException e) {
            return true;
        }
    }

    record Head(long links, String hash) {}

    Head head() {
        writing.lock();
        try {
            return new Head(sequence, head);
        } finally {
            writing.unlock();
        }
    }

    RecordingState state() {
        lock.lock();
        try {
            var latest = new TreeMap<String, RecordingState.Track>();
            for (var file : files.values()) {
                if (file.lastGrewAt == null) continue;
                latest.merge(
                        file.participant + file.kind,
                        new RecordingState.Track(file.participant, file.kind, file.lastGrewAt),
                        (one, other) -> one.lastGrewAt().isAfter(other.lastGrewAt()) ? one : other);
            }
            return new RecordingState(
                    startedAt != null && segmentOpen && brokenWhy == null && !ended,
                    startedAt,
                    List.copyOf(latest.values()),
                    List.copyOf(gaps),
                    brokenWhy);
        } finally {
            lock.unlock();
        }
    }

    private Path path(TrackFile file) {
        return stored(folder, segment, file.name);
    }

    /// A track's file, closed properly or not.
    static Path stored(Path folder, int segment, String name) {
        var closed = folder.resolve(Integer.toString(segment)).resolve(name);
        return Files.exists(closed) ? closed : closed.resolveSibling(name + ".part");
    }

    private Optional<Instant> lastModified(TrackFile file) {
        try {
            return Optional.of(Files.getLastModifiedTime(path(file)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private @Nullable String sum(TrackFile file, long from, long length) {
        for (int attempt = 0; attempt < 2; attempt++) {
            try (var channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
                var digest = Link.digest();
                var buffer = ByteBuffer.allocate((int) Math.min(length, 1 << 16));
                long left = length;
                channel.position(from);
                while (left > 0) {
                    buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                    int read = channel.read(buffer);
                    if (read < 0) throw new IOException("shorter than it was");
                    digest.update(buffer.flip());
                    left -= read;
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchFileException e) {
                LOG.debug("Recording {}: {} was just closed", room, file.name);
            } catch (IOException e) {
                LOG.error("Recording {}: {} cannot be read", room, file.name, e);
                return null;
            }
        }
        return null;
    }

    private static byte[] bytes(Path path, long from, int length) {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {}
            return Arrays.copyOf(buffer.array(), buffer.position());
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static String json(Map<String, String> facts) {
        var node = JanusLink.JSON.createObjectNode();
        new TreeMap<>(facts).forEach(node::put);
        return node.toString();
    }
}
