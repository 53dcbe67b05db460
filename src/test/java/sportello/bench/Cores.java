package sportello.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Who used the cores meanwhile: the product, its PostgreSQL with all its processes, this load generator.
final class Cores {

    private final ProcessHandle product;
    private final ProcessHandle database;
    private Map<String, Double> before = Map.of();
    private long since;

    Cores(ProcessHandle product, ProcessHandle database) {
        this.product = product;
        this.database = database;
    }

    void begin() {
        before = used();
        since = System.nanoTime();
    }

    void say(int requests) {
        double seconds = (System.nanoTime() - since) / 1e9;
        used().forEach((who, ms) -> {
            double spent = ms - before.getOrDefault(who, 0.0);
            System.out.printf(
                    "%-10s %5.2f cores, %4.0f µs a request%n", who, spent / 1e3 / seconds, 1e3 * spent / requests);
        });
    }

    private Map<String, Double> used() {
        var all = new LinkedHashMap<String, Double>();
        all.put("product", ms(product));
        all.put(
                "database",
                Stream.concat(Stream.of(database), database.children())
                        .mapToDouble(Cores::ms)
                        .sum());
        all.put("generator", ms(ProcessHandle.current()));
        return all;
    }

    /// User and system time, which Linux counts in hundredths of a second.
    private static double ms(ProcessHandle process) {
        try {
            var text = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return 10.0 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        } catch (IOException gone) {
            return 0;
        }
    }
}
