package sportello.notification.carriers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text as the one or more short messages it needs: 160 signs of the GSM alphabet or 70 of any in one, 153 or 67 in
/// each of several.
record SmsParts(boolean everySign, List<byte[]> parts) {

    private static final int ONE = 160;
    private static final int ONE_OF_SEVERAL = 153;
    private static final int ONE_WIDE = 140;
    private static final int ONE_OF_SEVERAL_WIDE = 134;

    static SmsParts of(String text) {
        var plain = Gsm7.encode(Gsm7.plainly(text));
        if (plain != null) return new SmsParts(false, plain.length <= ONE ? List.of(plain) : cut(plain));
        var wide = text.getBytes(StandardCharsets.UTF_16BE);
        return new SmsParts(true, wide.length <= ONE_WIDE ? List.of(wide) : cutWide(wide));
    }

    private static List<byte[]> cut(byte[] septets) {
        var parts = new ArrayList<byte[]>();
        for (int from = 0; from < septets.length; ) {
            int to = Math.min(septets.length, from + ONE_OF_SEVERAL);
            if (to < septets.length && !Gsm7.mayBeginAt(septets, to)) to--;
            parts.add(Arrays.copyOfRange(septets, from, to));
            from = to;
        }
        return parts;
    }

    /// A sign of two UTF-16 units stays whole.
    private static List<byte[]> cutWide(byte[] wide) {
        var parts = new ArrayList<byte[]>();
        for (int from = 0; from < wide.length; ) {
            int to = Math.min(wide.length, from + ONE_OF_SEVERAL_WIDE);
            if (to < wide.length && Character.isLowSurrogate((char) (wide[to] << 8 | wide[to + 1] & 0xFF))) to -= 2;
            parts.add(Arrays.copyOfRange(wide, from, to));
            from = to;
        }
        return parts;
    }
}
