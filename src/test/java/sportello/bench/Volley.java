package sportello.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// As many requests as the product takes: a few connections, on each the next request as soon as the last was answered.
final class Volley {

    private final int port;
    private final int connections;

    Volley(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /// @param nanos how long each answer took, sorted
    /// @param answers by number of the person
    record Result(double seconds, long[] nanos, Map<Integer, Caller.Reply> answers) {

        double perSecond() {
            return nanos.length / seconds;
        }

        /// How many got which answer.
        Map<String, Long> kinds() {
            return answers.values().stream()
                    .collect(Collectors.groupingBy(
                            one -> one.status() + " " + one.location().replaceAll("[0-9a-f-]{36}", "…"),
                            Collectors.counting()));
        }

        double ms(double percent) {
            return nanos[Math.max(0, (int) Math.ceil(percent / 100 * nanos.length) - 1)] / 1e6;
        }
    }

    /// People `from` to `to`, one request each, until the time is over or nobody is left.
    Result fire(int from, int to, Duration longest, IntFunction<byte[]> request) throws Exception {
        var next = new AtomicInteger(from);
        long started = System.nanoTime();
        long end = started + longest.toNanos();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            Callable<Part> one = () -> part(next, to, end, request);
            var parts = threads.invokeAll(Collections.nCopies(connections, one));
            double seconds = (System.nanoTime() - started) / 1e9;
            return whole(parts, seconds);
        }
    }

    private record Part(long[] nanos, Map<Integer, Caller.Reply> answers) {}

    private Part part(AtomicInteger next, int to, long end, IntFunction<byte[]> request) throws IOException {
        var nanos = new long[1024];
        var answers = new HashMap<Integer, Caller.Reply>();
        int count = 0;
        try (var caller = new Caller(port)) {
            for (int n = next.getAndIncrement(); n < to && System.nanoTime() < end; n = next.getAndIncrement()) {
                var bytes = request.apply(n);
                long sent = System.nanoTime();
                answers.put(n, caller.send(bytes));
                if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
                nanos[count++] = System.nanoTime() - sent;
            }
        }
        return new Part(Arrays.copyOf(nanos, count), answers);
    }

    private static Result whole(Iterable<Future<Part>> parts, double seconds) throws Exception {
        var all = new HashMap<Integer, Caller.Reply>();
        var nanos = new long[0];
        for (var future : parts) {
            var part = future.get();
            all.putAll(part.answers());
            int before = nanos.length;
            nanos = Arrays.copyOf(nanos, before + part.nanos().length);
            System.arraycopy(part.nanos(), 0, nanos, before, part.nanos().length);
        }
        Arrays.sort(nanos);
        return new Result(seconds, nanos, all);
    }
}
