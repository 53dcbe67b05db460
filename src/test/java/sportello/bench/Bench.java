package sportello.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// `./sportello bench [name] [--quick]`: runs one benchmark, or says which there are. Each one prints a table and
/// writes `target/bench/<name>.json`; an exception ends with status 1, an unknown name with 2.
final class Bench {

    /// One benchmark. `quick` asks for the same figures from a shorter run (under 50 s).
    interface Measurement {
        void run(boolean quick) throws Exception;
    }

    /// A new benchmark is one line here.
    private static final Map<String, Measurement> MEASUREMENTS = new TreeMap<>(Map.of(
            "api", ApiBench::run,
            "availability", AvailabilityBench::run,
            "booking", BookingBench::run,
            "cases", CasesBench::run,
            "click-day", ClickDayBench::run,
            "growth", GrowthBench::run,
            "meeting", MeetingBench::run,
            "messages", MessagesBench::run,
            "rush", RushBench::run));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var names = Arrays.stream(arguments).filter(a -> !a.startsWith("--")).toList();
        var quick = Arrays.asList(arguments).contains("--quick");
        var chosen = names.size() == 1 ? MEASUREMENTS.get(names.getFirst()) : null;
        if (chosen == null) {
            var known = MEASUREMENTS.isEmpty() ? "none yet" : String.join(", ", MEASUREMENTS.keySet());
            if (names.isEmpty()) {
                System.out.println("Benchmarks: " + known);
                return;
            }
            System.err.println("No benchmark called " + String.join(" ", names) + ". There are: " + known);
            System.exit(2);
        }
        try {
            chosen.run(quick);
        } finally {
            DataFolders.remove();
        }
        System.exit(0);
    }
}
