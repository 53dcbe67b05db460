package sportello.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The figures of one benchmark: a table for people, `target/bench/<name>.json` for programs.
final class Report {

    private final String name;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    Report(String name) {
        this.name = name;
    }

    void put(String figure, double value) {
        figures.put(figure, Math.round(value * 1000) / 1000.0);
    }

    void write() throws IOException {
        System.out.println();
        figures.forEach((figure, value) -> System.out.printf("%-32s %12.3f%n", figure, value));
        var file = Path.of("target", "bench", name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Map.of(
                                "name",
                                name,
                                "at",
                                Instant.now().toString(),
                                "machine",
                                Map.of("cores", cores(), "memory_gb", memoryGb()),
                                "figures",
                                figures)));
        System.out.println("written to " + file);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static double memoryGb() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.round(system.getTotalMemorySize() / 1e8) / 10.0;
    }

    static double median(List<Double> values) {
        return percentile(values, 50);
    }

    static double p95(List<Double> values) {
        return percentile(values, 95);
    }

    private static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }
}
