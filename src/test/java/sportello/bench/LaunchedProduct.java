package sportello.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The product started by its own launcher, as a stranger would start it.
final class LaunchedProduct implements AutoCloseable {

    private final Process process;
    private final int port;
    private final double firstPage;

    private LaunchedProduct(Process process, int port, double firstPage) {
        this.process = process;
        this.port = port;
        this.firstPage = firstPage;
    }

    /// Returns when the first page came.
    static LaunchedProduct start(Path data) throws Exception {
        var port = freePorts();
        var started = System.nanoTime();
        var process = new ProcessBuilder(
                        "./sportello", "run", "--port", Integer.toString(port), "--data", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/bench-product.log"))
                .start();
        var http = HttpClient.newHttpClient();
        var first = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .timeout(Duration.ofSeconds(2))
                .build();
        while (process.isAlive()) {
            try {
                if (http.send(first, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return new LaunchedProduct(process, port, (System.nanoTime() - started) / 1e9);
                }
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("The product did not start: see target/bench-product.log");
    }

    double firstPageSeconds() {
        return firstPage;
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    int port() {
        return port;
    }

    /// The product's own JVM.
    ProcessHandle jvm() {
        return child("java").orElseThrow();
    }

    Optional<ProcessHandle> janus() {
        return child("janus");
    }

    private Optional<ProcessHandle> child(String program) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(process.toHandle()), process.descendants())
                .filter(one -> one.info().command().orElse("").endsWith("/" + program) || named(one.pid(), program))
                .findFirst();
    }

    private static boolean named(long pid, String program) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip()
                    .equals(program);
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        var all = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) process.destroyForcibly();
        for (var one : all) one.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(e -> one);
    }

    private static int freePorts() throws IOException {
        for (var base : List.of(18_600, 18_700, 18_800, 18_900, 19_000, 19_100)) {
            if (free(base) && free(base + 1) && free(base + 2) && free(base + 3)) return base;
        }
        throw new IOException("No four free ports in a row");
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
