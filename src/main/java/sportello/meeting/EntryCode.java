package sportello.meeting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import sportello.platform.KeyRing;

/// Rule D13: a code is never stored. It is a keyed function of the entry and its generation, so that a repeated
/// message repeats it and a re-send, which raises the generation, ends it.
final class EntryCode {

    private static final String PURPOSE = "entry-code";

    private final KeyRing keys;

    EntryCode(KeyRing keys) {
        this.keys = keys;
    }

    String of(EntryId entry, int generation, int digits) {
        var message = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(entry.value().getMostSignificantBits())
                .putLong(entry.value().getLeastSignificantBits())
                .putInt(generation)
                .array();
        long number = ByteBuffer.wrap(keys.mac(PURPOSE, message)).getLong();
        long most = 1;
        for (int i = 0; i < digits; i++) most *= 10;
        var text = Long.toString(Long.remainderUnsigned(number, most));
        return "0".repeat(digits - text.length()) + text;
    }

    /// Compares in constant time what a person typed, blanks and dashes aside.
    boolean matches(String typed, EntryId entry, int generation, int digits) {
        var tidy = typed.replaceAll("[\\s-]", "");
        return MessageDigest.isEqual(
                tidy.getBytes(StandardCharsets.UTF_8),
                of(entry, generation, digits).getBytes(StandardCharsets.UTF_8));
    }
}
