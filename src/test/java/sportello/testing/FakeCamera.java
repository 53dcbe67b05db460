package sportello.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A camera that shows one colour and a microphone that hums one tone, so that a test can tell by pixel and by ear who
/// is in a picture or a recording.
///
/// @param hertz the tone, @param luma, @param cb, @param cr the colour
public record FakeCamera(String name, int hertz, int luma, int cb, int cr, Path video, Path audio) {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int RATE = 48_000;

    public static FakeCamera red() {
        return make("red", 440, 82, 90, 240);
    }

    public static FakeCamera green() {
        return make("green", 660, 145, 54, 34);
    }

    public static FakeCamera blue() {
        return make("blue", 990, 41, 240, 110);
    }

    private static FakeCamera make(String name, int hertz, int luma, int cb, int cr) {
        try {
            var folder = Files.createTempDirectory("camera-" + name);
            return new FakeCamera(
                    name,
                    hertz,
                    luma,
                    cb,
                    cr,
                    Files.write(folder.resolve(name + ".y4m"), video(luma, cb, cr)),
                    Files.write(folder.resolve(name + ".wav"), audio(hertz)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] video(int luma, int cb, int cr) {
        var frames = 4;
        var header = ("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F20:1 Ip A1:1 C420jpeg\n")
                .getBytes(StandardCharsets.US_ASCII);
        var mark = "FRAME\n".getBytes(StandardCharsets.US_ASCII);
        var pixels = WIDTH * HEIGHT;
        var all = ByteBuffer.allocate(header.length + frames * (mark.length + pixels * 3 / 2));
        all.put(header);
        for (int frame = 0; frame < frames; frame++) {
            all.put(mark).put(plane(pixels, luma)).put(plane(pixels / 4, cb)).put(plane(pixels / 4, cr));
        }
        return all.array();
    }

    private static byte[] plane(int size, int value) {
        var plane = new byte[size];
        Arrays.fill(plane, (byte) value);
        return plane;
    }

    private static byte[] audio(int hertz) {
        var samples = RATE * 2;
        var wav = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples * 2);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * 2);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (12_000 * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        return wav.array();
    }
}
