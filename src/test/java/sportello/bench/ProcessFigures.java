package sportello.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What the kernel says of a process: share of one core over a while, memory resident.
final class ProcessFigures {

    private final long pid;
    private Duration before = Duration.ZERO;
    private long since;

    ProcessFigures(ProcessHandle process) {
        pid = process.pid();
    }

    void begin() throws IOException {
        before = used();
        since = System.nanoTime();
    }

    /// Percent of one core since `begin`.
    double corePercent() throws IOException {
        return 100.0 * (used().toNanos() - before.toNanos()) / (System.nanoTime() - since);
    }

    double residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }

    /// User and system time, in ticks of a hundredth of a second on Linux.
    private Duration used() throws IOException {
        var text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10);
    }
}
