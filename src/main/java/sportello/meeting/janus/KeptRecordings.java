package sportello.meeting.janus;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import sportello.audit.Doer;
import sportello.documents.DocumentId;
import sportello.documents.Vault;
import sportello.meeting.Recordings;
import sportello.meeting.RoomId;
import sportello.platform.Signer;

/// What was recorded, read back from the tables and the vault.
@Service
class KeptRecordings implements Recordings {

    private static final int CHUNK = 1 << 20;

    private final RecordingRows rows;
    private final ObjectProvider<Vault> vault;
    private final Signer signer;

    KeptRecordings(RecordingRows rows, ObjectProvider<Vault> vault, Signer signer) {
        this.rows = rows;
        this.vault = vault;
        this.signer = signer;
    }

    @Override
    public Optional<Played> view(RoomId room) {
        return rows.find(room.value()).map(this::played);
    }

    @Override
    public Optional<Played> about(UUID about) {
        return rows.about(about).map(this::played);
    }

    private Played played(RecordingRows.Row row) {
        var pieces = new ArrayList<Piece>();
        var at = Duration.ZERO;
        for (var segment : rows.segments(row.room())) {
            var from = segment.viewFrom();
            var millis = segment.viewMillis();
            if (from == null || millis == null) continue;
            var length = Duration.ofMillis(millis);
            pieces.add(new Piece(segment.number(), from, from.plus(length), at));
            at = at.plus(length);
        }
        var tracks = new ArrayList<Track>();
        for (var track : rows.tracks(row.room())) {
            var first = track.firstFrameAt();
            if (first == null) continue;
            tracks.add(new Track(
                    track.participant(),
                    track.kind(),
                    track.segment(),
                    first,
                    track.bytes(),
                    Objects.requireNonNullElse(track.sha256(), ""),
                    document(track.document()),
                    document(track.copy())));
        }
        var started =
                tracks.stream().map(Track::firstFrameAt).min(Instant::compareTo).orElse(row.openedAt());
        return new Played(
                new RoomId(row.room()),
                row.about(),
                row.status(),
                document(row.view()),
                Duration.ofMillis(row.viewMillis()),
                started,
                row.closedAt(),
                List.copyOf(pieces),
                rows.gaps(row.room()),
                List.copyOf(tracks),
                document(row.chain()),
                row.links(),
                row.head());
    }

    private static @Nullable DocumentId document(@Nullable UUID id) {
        return id == null ? null : new DocumentId(id);
    }

    @Override
    public Verification verify(RoomId room, Doer by) {
        var row = rows.find(room.value()).orElseThrow();
        var documents = new HashMap<String, DocumentId>();
        var bytes = new HashMap<String, Long>();
        for (var track : rows.tracks(room.value())) {
            var document = track.document();
            if (document == null) continue;
            documents.put(track.segment() + "/" + track.file(), new DocumentId(document));
            bytes.put(track.segment() + "/" + track.file(), track.bytes());
            vault.getObject().accessed(new DocumentId(document), by, "recording.verify");
        }
        var check = new Check(documents);
        rows.eachLink(room.value(), check::next);
        return check.result(row, bytes);
    }

    /// Walks the chain once; `why` stays with the first thing that does not fit.
    private final class Check {

        private final Map<String, DocumentId> documents;
        private final Map<String, Long> reached = new HashMap<>();
        private String previous = Link.BEGINNING;
        private String lastKind = "";
        private long links;
        private long bytes;
        private @Nullable String why;

        Check(Map<String, DocumentId> documents) {
            this.documents = documents;
        }

        void next(Link link) {
            if (why != null) return;
            if (link.sequence() != links) why = "link " + links + " is missing";
            else if (links == 0 && !link.kind().equals("opening")) why = "the first link is not the opening";
            else if (!link.follows(previous)) why = "link " + links + " does not follow the one before";
            else if (link.kind().equals("bytes")) why = wrongBytes(link);
            previous = link.hash();
            lastKind = link.kind();
            links++;
        }

        private @Nullable String wrongBytes(Link link) {
            var name = link.segment() + "/" + link.file();
            var document = documents.get(name);
            if (document == null) return "the track " + name + " is missing";
            if (link.from() != reached.getOrDefault(name, 0L)) return "bytes of " + name + " are bound by no link";
            reached.put(name, link.from() + link.length());
            var digest = Link.digest();
            try {
                for (long at = link.from(), end = at + link.length(); at < end; ) {
                    var read = vault.getObject().read(document, at, (int) Math.min(CHUNK, end - at));
                    if (read.length == 0) return name + " is shorter than it was";
                    digest.update(read);
                    at += read.length;
                }
            } catch (IOException e) {
                return name + " cannot be read: " + e.getMessage();
            }
            bytes += link.length();
            return HexFormat.of().formatHex(digest.digest()).equals(link.sha256())
                    ? null
                    : name + " was altered between bytes " + link.from() + " and " + (link.from() + link.length());
        }

        Verification result(RecordingRows.Row row, Map<String, Long> lengths) {
            var signature = row.signature();
            if (why == null) {
                if (signature == null) why = "the recording is not sealed yet";
                else if (!lastKind.equals("closing")) why = "the last link is not the closing";
                else if (!previous.equals(row.head()) || links != row.links())
                    why = "the chain does not end at its head";
                else if (!signer.verify(Link.seal(row.room(), links, previous), signature))
                    why = "the signature is not ours";
                else {
                    lengths.forEach((name, length) -> {
                        if (!length.equals(reached.getOrDefault(name, 0L))) why = name + " has bytes bound by no link";
                    });
                }
            }
            return new Verification(why == null, Objects.requireNonNullElse(why, ""), links, bytes, Instant.now());
        }
    }
}
