package sportello.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.platform.KeyRing;

/// The code sent to a new contact: a keyed function of the claim and its generation, so that it stands nowhere, a
/// message that is repeated repeats it and another one ends it (as rule D13 has it for entries).
@Component
class ContactCode {

    private static final String PURPOSE = "contact-code";

    private final KeyRing keys;
    private final int digits;

    ContactCode(KeyRing keys, ContactSettings settings) {
        this.keys = keys;
        this.digits = settings.digits();
    }

    String of(UUID claim, int generation) {
        var message = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(claim.getMostSignificantBits())
                .putLong(claim.getLeastSignificantBits())
                .putInt(generation)
                .array();
        long number = ByteBuffer.wrap(keys.mac(PURPOSE, message)).getLong();
        var text = Long.toString(Long.remainderUnsigned(number, Math.powExact(10L, digits)));
        return "0".repeat(digits - text.length()) + text;
    }

    boolean matches(String typed, UUID claim, int generation) {
        var tidy = typed.replaceAll("[\\s-]", "");
        return MessageDigest.isEqual(
                tidy.getBytes(StandardCharsets.UTF_8), of(claim, generation).getBytes(StandardCharsets.UTF_8));
    }
}
