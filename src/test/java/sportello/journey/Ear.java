package sportello.journey;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Looks at a recorded track's colour and listens to its tone, through ffmpeg.
final class Ear {

    private static final int RATE = 8_000;

    private Ear() {}

    /// How much stronger the tone is than the two others of the cast: over 1 means it is there.
    static double loudness(Path recording, int hertz, List<Integer> others) throws Exception {
        var samples = decode(
                recording, "-vn", "-ac", "1", "-ar", Integer.toString(RATE), "-f", "s16le", "-acodec", "pcm_s16le");
        var own = power(samples, hertz);
        var most = others.stream()
                .mapToDouble(other -> power(samples, other))
                .max()
                .orElse(0);
        return own / (most + 1);
    }

    /// Mean red, green and blue over the track's first half second.
    static int[] colour(Path recording) throws Exception {
        var bytes = decode(recording, "-t", "0.5", "-vf", "scale=8:8", "-f", "rawvideo", "-pix_fmt", "rgb24")
                .array();
        if (bytes.length == 0) throw new AssertionError("No picture in " + recording.getFileName());
        var sum = new long[3];
        for (int i = 0; i < bytes.length; i++) sum[i % 3] += bytes[i] & 0xff;
        var pixels = bytes.length / 3;
        return new int[] {(int) (sum[0] / pixels), (int) (sum[1] / pixels), (int) (sum[2] / pixels)};
    }

    private static ByteBuffer decode(Path recording, String... how) throws Exception {
        var out = Files.createTempFile("decoded", ".raw");
        var command = new java.util.ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-i", recording.toString()));
        command.addAll(List.of(how));
        command.add(out.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new AssertionError(said);
        return ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Goertzel's filter.
    private static double power(ByteBuffer samples, int hertz) {
        var shorts = samples.duplicate().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var turn = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double before = 0;
        double last = 0;
        while (shorts.hasRemaining()) {
            var now = shorts.get() + turn * last - before;
            before = last;
            last = now;
        }
        return last * last + before * before - turn * last * before;
    }
}
