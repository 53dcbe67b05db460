package sportello.meeting.janus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/// One link of a recording's chain: what arrived, or a fact that belongs to it, bound to everything before. A link of
/// `bytes` covers a range of one track's file; of any other kind, its `facts`.
record Link(
        UUID room,
        long sequence,
        int segment,
        String kind,
        String file,
        long from,
        long length,
        String sha256,
        String facts,
        Instant at,
        String hash) {

    /// What the first link follows.
    static final String BEGINNING = "0".repeat(64);

    static Link ofFacts(UUID room, long sequence, int segment, String kind, String facts, Instant at, String previous) {
        var sum = sha256(facts.getBytes(StandardCharsets.UTF_8));
        return bound(new Link(room, sequence, segment, kind, "", 0, 0, sum, facts, micros(at), ""), previous);
    }

    static Link ofBytes(
            UUID room,
            long sequence,
            int segment,
            String file,
            long from,
            long length,
            String sha256,
            Instant at,
            String previous) {
        return bound(
                new Link(room, sequence, segment, "bytes", file, from, length, sha256, "", micros(at), ""), previous);
    }

    private static Link bound(Link link, String previous) {
        return new Link(
                link.room,
                link.sequence,
                link.segment,
                link.kind,
                link.file,
                link.from,
                link.length,
                link.sha256,
                link.facts,
                link.at,
                link.hashAfter(previous));
    }

    /// SHA-256 over the previous hash and every field, one to a line.
    String hashAfter(String previous) {
        var text = String.join(
                "\n",
                "sportello-recording-1",
                previous,
                room.toString(),
                Long.toString(sequence),
                Integer.toString(segment),
                kind,
                file,
                Long.toString(from),
                Long.toString(length),
                sha256,
                at.toString());
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean follows(String previous) {
        return hash.equals(hashAfter(previous))
                && (kind.equals("bytes") || sha256.equals(sha256(facts.getBytes(StandardCharsets.UTF_8))));
    }

    /// What is signed: which recording, how many links, the last hash.
    static byte[] seal(UUID room, long links, String head) {
        return ("sportello-recording-1\n" + room + "\n" + links + "\n" + head).getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The database keeps microseconds: so does the chain.
    private static Instant micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
