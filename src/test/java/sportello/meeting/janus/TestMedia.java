package sportello.meeting.janus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Cameras of one colour and microphones of one tone, and the eyes and ears that tell them apart in a recording.
final class TestMedia {

    static final int[] TONES = {440, 660, 990};
    static final List<String> COLOURS = List.of("red", "green", "blue");

    private TestMedia() {}

    static Path camera(Path folder, int who) throws IOException, InterruptedException {
        var to = folder.resolve(COLOURS.get(who) + ".mjpeg");
        // Pure green in CSS terms is dark; 0x00ff00 is meant.
        var colour = List.of("0xff0000", "0x00ff00", "0x0000ff").get(who);
        run(
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "color=" + colour + ":s=640x480:r=20,noise=alls=8:allf=t",
                "-t",
                "2",
                "-q:v",
                "4",
                to.toString());
        return to;
    }

    static Path microphone(Path folder, int who) throws IOException, InterruptedException {
        var to = folder.resolve(TONES[who] + ".wav");
        run(
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=" + TONES[who] + ":sample_rate=48000",
                "-t",
                "4",
                to.toString());
        return to;
    }

    static Path save(Path folder, String name, InputStream content) throws IOException {
        var to = folder.resolve(name);
        try (content) {
            Files.write(to, content.readAllBytes());
        }
        return to;
    }

    /// The colour of each of `cells` columns at a moment: 0 red, 1 green, 2 blue, -1 black or unclear.
    static List<Integer> colours(Path video, String seconds, int cells) throws IOException, InterruptedException {
        var raw = run(
                "ffmpeg",
                "-v",
                "error",
                "-ss",
                seconds,
                "-i",
                video.toString(),
                "-frames:v",
                "1",
                "-vf",
                "scale=" + cells * 16 + ":16:flags=area,crop=" + cells * 16 + ":2",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-");
        var found = new ArrayList<Integer>();
        for (int cell = 0; cell < cells; cell++) {
            int at = (cell * 16 + 8) * 3;
            int best = -1;
            for (int c = 0; c < 3; c++) {
                int value = raw[at + c] & 255;
                int rest = Math.max(raw[at + (c + 1) % 3] & 255, raw[at + (c + 2) % 3] & 255);
                if (value > 120 && value > rest + 60) best = c;
            }
            found.add(best);
        }
        return found;
    }

    /// How strong each tone is in the sound, as a share of all three.
    static double[] tones(Path sound) throws IOException, InterruptedException {
        var raw = run("ffmpeg", "-v", "error", "-i", sound.toString(), "-ac", "1", "-ar", "48000", "-f", "s16le", "-");
        var samples = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var power = new double[TONES.length];
        double sum = 0;
        for (int t = 0; t < TONES.length; t++) {
            // Goertzel over blocks of 4800 samples: an exact number of periods of each tone.
            double coefficient = 2 * Math.cos(2 * Math.PI * TONES[t] / 48000);
            for (int block = 0; block + 4800 <= samples.limit(); block += 4800) {
                double one = 0;
                double two = 0;
                for (int i = block; i < block + 4800; i++) {
                    double now = samples.get(i) + coefficient * one - two;
                    two = one;
                    one = now;
                }
                power[t] += one * one + two * two - coefficient * one * two;
            }
            sum += power[t];
        }
        for (int t = 0; t < power.length; t++) power[t] = sum == 0 ? 0 : power[t] / sum;
        return power;
    }

    static byte[] run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        var said = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + " failed");
        return said;
    }
}
