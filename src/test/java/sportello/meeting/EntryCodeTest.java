package sportello.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import sportello.platform.KeyRing;

/// Rule D13: the code is derived from entry and generation, and from nothing that is stored.
class EntryCodeTest {

    final EntryCode codes = new EntryCode(ring(1));
    final EntryId annas = new EntryId(UUID.fromString("0198b4a0-0000-7000-8000-000000000001"));
    final EntryId brunos = new EntryId(UUID.fromString("0198b4a0-0000-7000-8000-000000000002"));

    @Test
    void isTheSameEachTimeItIsMade() {
        assertThat(codes.of(annas, 1, 6)).isEqualTo(codes.of(annas, 1, 6)).matches("\\d{6}");
    }

    @Test
    void changesWithTheGenerationTheEntryAndTheKey() {
        assertThat(codes.of(annas, 1, 6)).isNotEqualTo(codes.of(annas, 2, 6));
        assertThat(codes.of(annas, 1, 6)).isNotEqualTo(codes.of(brunos, 1, 6));
        assertThat(codes.of(annas, 1, 6)).isNotEqualTo(new EntryCode(ring(2)).of(annas, 1, 6));
    }

    @Test
    void hasAsManyDigitsAsAskedLeadingZerosIncluded() {
        var first = new HashSet<Character>();
        for (int generation = 1; generation <= 300; generation++) {
            assertThat(codes.of(annas, generation, 4)).matches("\\d{4}");
            assertThat(codes.of(annas, generation, 9)).matches("\\d{9}");
            first.add(codes.of(annas, generation, 4).charAt(0));
        }
        assertThat(first).hasSize(10);
    }

    @Test
    void acceptsBlanksAndDashesAsPeopleTypeThem() {
        var code = codes.of(annas, 1, 6);
        var spaced = " " + code.substring(0, 3) + " " + code.substring(3, 5) + "-" + code.substring(5) + " ";
        assertThat(codes.matches(spaced, annas, 1, 6)).isTrue();
        assertThat(codes.matches(code, annas, 2, 6)).isFalse();
        assertThat(codes.matches("", annas, 1, 6)).isFalse();
    }

    /// A key ring of the outside world: HMAC under a fixed secret.
    static KeyRing ring(int secret) {
        return new KeyRing() {
            @Override
            public byte[] keyFor(String purpose) {
                return (purpose + secret).repeat(8).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            }

            @Override
            public byte[] mac(String purpose, byte[] message) {
                try {
                    var mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(keyFor(purpose), "HmacSHA256"));
                    return mac.doFinal(message);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
