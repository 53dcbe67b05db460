package sportello.meeting.janus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What Janus writes at the head of a track: `MJR00002`, a length, and JSON with the codec and the wall clock of the
/// first frame (`u`, microseconds), by which tracks are aligned.
record MjrHeader(String kind, String codec, Instant firstFrameAt) {

    private static final byte[] MAGIC = "MJR00002".getBytes(StandardCharsets.US_ASCII);
    static final int ENOUGH = 4096;

    /// Empty while too little of the file is there, or when it is something else.
    static Optional<MjrHeader> read(byte[] beginning) {
        if (beginning.length < MAGIC.length + 2) return Optional.empty();
        var bytes = ByteBuffer.wrap(beginning);
        for (var expected : MAGIC) if (bytes.get() != expected) return Optional.empty();
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length < 2 || bytes.remaining() < length) return Optional.empty();
        var text = new String(beginning, bytes.position(), length, StandardCharsets.UTF_8);
        try {
            var json = JanusLink.JSON.readTree(text);
            var kind = json.path("t").asString("").equals("v") ? "video" : "audio";
            var micros = json.path("u").asLong(0);
            if (micros == 0) return Optional.empty();
            return Optional.of(
                    new MjrHeader(kind, json.path("c").asString(""), Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
