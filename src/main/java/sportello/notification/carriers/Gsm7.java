package sportello.notification.carriers;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The alphabet of an ordinary SMS (3GPP TS 23.038), one septet an octet as SMPP wants it. With à è é ì ò ù and
/// É, but no other capital with an accent.
final class Gsm7 {

    private static final byte ESCAPE = 0x1B;

    private static final String ALPHABET = """
            @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?\
            ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà""";

    private static final Map<Character, Byte> ESCAPED = Map.of(
            '\f',
            (byte) 0x0A,
            '^',
            (byte) 0x14,
            '{',
            (byte) 0x28,
            '}',
            (byte) 0x29,
            '\\',
            (byte) 0x2F,
            '[',
            (byte) 0x3C,
            '~',
            (byte) 0x3D,
            ']',
            (byte) 0x3E,
            '|',
            (byte) 0x40,
            '€',
            (byte) 0x65);

    /// What Italian typewriters wrote, and readers understand, instead.
    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('À', "A'"),
            Map.entry('È', "E'"),
            Map.entry('Ì', "I'"),
            Map.entry('Ò', "O'"),
            Map.entry('Ù', "U'"),
            Map.entry('’', "'"),
            Map.entry('‘', "'"),
            Map.entry('“', "\""),
            Map.entry('”', "\""),
            Map.entry('«', "\""),
            Map.entry('»', "\""),
            Map.entry('–', "-"),
            Map.entry('—', "-"),
            Map.entry('…', "..."),
            Map.entry('\u00a0', " "));

    private Gsm7() {}

    /// The same words with signs of this alphabet where there is a usual one.
    static String plainly(String text) {
        var plain = new StringBuilder(text.length());
        for (char sign : text.toCharArray()) plain.append(PLAIN.getOrDefault(sign, String.valueOf(sign)));
        return plain.toString();
    }

    /// Null where the text has another sign.
    static byte @Nullable [] encode(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (char sign : text.toCharArray()) {
            int at = sign == ESCAPE ? -1 : ALPHABET.indexOf(sign);
            var escaped = ESCAPED.get(sign);
            if (at >= 0) out.write(at);
            else if (escaped == null) return null;
            else {
                out.write(ESCAPE);
                out.write(escaped);
            }
        }
        return out.toByteArray();
    }

    /// As a telephone shows it.
    static String decode(byte[] septets) {
        var text = new StringBuilder();
        for (int i = 0; i < septets.length; i++) {
            byte septet = septets[i];
            if (septet == ESCAPE && i + 1 < septets.length) {
                byte next = septets[++i];
                ESCAPED.forEach((sign, code) -> {
                    if (code == next) text.append(sign.charValue());
                });
            } else text.append(ALPHABET.charAt(septet));
        }
        return text.toString();
    }

    /// Whether a text may be cut before this septet.
    static boolean mayBeginAt(byte[] septets, int at) {
        return septets[at - 1] != ESCAPE;
    }
}
