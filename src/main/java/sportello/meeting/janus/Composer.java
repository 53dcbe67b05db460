package sportello.meeting.janus;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes something to play out of masters, after the meeting and at the lowest priority: `janus-pp-rec` turns a track
/// into WebM or Opus, `ffmpeg` puts a segment's tracks side by side, each from the moment of its first frame.
final class Composer {

    static final int WIDTH = 480;
    static final int HEIGHT = 360;
    private static final int FRAMES = 15;

    /// A playable track: `file` begins at `startsAt`.
    record Clip(UUID participant, String kind, Path file, Instant startsAt, Duration length) {}

    private final Path work;

    Composer(Path work) {
        this.work = work;
    }

    /// Both programs are there. Without them recordings are sealed all the same, and can be played later.
    static boolean able() {
        return Stream.of("janus-pp-rec", "ffmpeg", "ffprobe")
                .allMatch(tool -> Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin")
                                .split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))));
    }

    static String tools() throws IOException {
        var version = run(List.of("ffmpeg", "-version"), Duration.ofSeconds(10));
        return "janus-pp-rec, " + version.lines().findFirst().orElse("ffmpeg");
    }

    /// The track as browsers play it.
    Path copy(Path mjr, String kind) throws IOException {
        var to = mjr.resolveSibling(
                mjr.getFileName().toString().replaceFirst("\\.mjr$", kind.equals("video") ? ".webm" : ".opus"));
        Files.deleteIfExists(to);
        run(nice(List.of("janus-pp-rec", mjr.toString(), to.toString())), Duration.ofMinutes(30));
        if (!Files.exists(to)) throw new IOException("No playable copy came of " + mjr.getFileName());
        return to;
    }

    Duration length(Path media) throws IOException {
        var seconds = run(
                        List.of(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "format=duration",
                                "-of",
                                "csv=p=0",
                                media.toString()),
                        Duration.ofMinutes(1))
                .strip();
        return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    }

    /// One cell per participant, in the order given, black while nothing of them is there; all sound mixed.
    Path segment(int number, List<Clip> clips, List<UUID> participants, Instant from, Duration length)
            throws IOException {
        var to = work.resolve("segment-" + number + ".webm");
        var command = new ArrayList<>(List.of("ffmpeg", "-y", "-nostdin", "-v", "error", "-threads", "2"));
        // Browsers change the picture's size as they go; without this ffmpeg would begin the whole graph anew.
        for (var clip : clips)
            command.addAll(List.of("-reinit_filter", "0", "-i", clip.file().toString()));
        command.addAll(List.of(
                "-filter_complex",
                graph(clips, participants, from, length),
                "-map",
                "[v]",
                "-map",
                "[a]",
                "-c:v",
                "libvpx",
                "-pix_fmt",
                "yuv420p",
                "-auto-alt-ref",
                "0",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-b:v",
                (400 * participants.size()) + "k",
                "-g",
                Integer.toString(FRAMES * 4),
                "-c:a",
                "libopus",
                "-b:a",
                "48k",
                "-t",
                seconds(length),
                to.toString()));
        run(nice(command), Duration.ofHours(6));
        return to;
    }

    /// Segments one after the other, as they are.
    Path join(List<Path> segments) throws IOException {
        var to = work.resolve("view.webm");
        var list = work.resolve("segments.txt");
        Files.writeString(
                list,
                String.join(
                        "",
                        segments.stream().map(path -> "file '" + path + "'\n").toList()));
        run(
                nice(List.of(
                        "ffmpeg",
                        "-y",
                        "-nostdin",
                        "-v",
                        "error",
                        "-f",
                        "concat",
                        "-safe",
                        "0",
                        "-i",
                        list.toString(),
                        "-c",
                        "copy",
                        "-cues_to_front",
                        "1",
                        to.toString())),
                Duration.ofHours(1));
        return to;
    }

    static String graph(List<Clip> clips, List<UUID> participants, Instant from, Duration length) {
        var graph = new StringBuilder();
        var cells = new ArrayList<String>();
        for (int cell = 0; cell < participants.size(); cell++) {
            var base = "[b" + cell + "]";
            graph.append("color=black:s=%dx%d:r=%d:d=%s%s;".formatted(WIDTH, HEIGHT, FRAMES, seconds(length), base));
            for (int i = 0; i < clips.size(); i++) {
                var clip = clips.get(i);
                if (!clip.kind().equals("video") || !clip.participant().equals(participants.get(cell))) continue;
                var over = "[o" + i + "]";
                graph.append(
                        "[%d:v]scale=%d:%d:force_original_aspect_ratio=decrease,pad=%d:%d:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=%d,setpts=PTS-STARTPTS+%s/TB[c%d];"
                                .formatted(i, WIDTH, HEIGHT, WIDTH, HEIGHT, FRAMES, offset(clip, from), i));
                graph.append("%s[c%d]overlay=eof_action=pass%s;".formatted(base, i, over));
                base = over;
            }
            cells.add(base);
        }
        int columns = Math.min(3, participants.size());
        if (cells.size() == 1) {
            graph.append(cells.getFirst()).append("null[v];");
        } else {
            var layout = new ArrayList<String>();
            for (int cell = 0; cell < cells.size(); cell++) {
                layout.add((cell % columns * WIDTH) + "_" + (cell / columns * HEIGHT));
            }
            cells.forEach(graph::append);
            graph.append("xstack=inputs=%d:layout=%s:fill=black[v];".formatted(cells.size(), String.join("|", layout)));
        }
        var sounds = new ArrayList<String>();
        for (int i = 0; i < clips.size(); i++) {
            var clip = clips.get(i);
            if (!clip.kind().equals("audio")) continue;
            var millis = Math.max(0, Duration.between(from, clip.startsAt()).toMillis());
            graph.append("[%d:a]aresample=48000:async=1000:first_pts=0,adelay=%d:all=1[s%d];".formatted(i, millis, i));
            sounds.add("[s" + i + "]");
        }
        if (sounds.isEmpty()) {
            graph.append("anullsrc=r=48000:cl=stereo[a]");
        } else {
            sounds.forEach(graph::append);
            graph.append("amix=inputs=%d:duration=longest:normalize=0,apad[a]".formatted(sounds.size()));
        }
        return graph.toString();
    }

    private static String offset(Clip clip, Instant from) {
        return seconds(Duration.between(from, clip.startsAt()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    private static List<String> nice(List<String> command) {
        var all = new ArrayList<>(List.of("nice", "-n", "19"));
        all.addAll(command);
        return all;
    }

    private static String run(List<String> command, Duration most) throws IOException {
        var output = Files.createTempFile("compose", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            try {
                if (!process.waitFor(most.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException(command.get(0) + " took too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                process.destroyForcibly();
            }
            var said = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command.subList(0, Math.min(4, command.size()))) + " failed: "
                        + last(said));
            }
            return said;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String last(String text) {
        return text.substring(Math.max(0, text.length() - 600));
    }
}
