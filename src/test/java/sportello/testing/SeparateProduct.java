package sportello.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.modulith.core.util.ApplicationModulesExporter;

/// The whole product as a process of its own, with its own durable database, so that a test can kill it, or any part
/// of it, as a power cut would, and start it again on the same data and ports.
public final class SeparateProduct implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final List<String> SOON_THERE = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /// The list of rooms, which the launcher too writes into what it starts: to read every class for it costs each
    /// start
    /// seconds.
    private static final Path ROOMS = rooms();

    private final Path data;
    private final Path log;
    private final Map<String, String> settings;
    private final List<String> virtualMachine;
    private final int port = Ports.four();
    private final Thread lastWill = new Thread(this::end);
    private Process process;

    private SeparateProduct(Path data, Path log, Map<String, String> settings, List<String> virtualMachine)
            throws Exception {
        this.data = data;
        this.virtualMachine = virtualMachine;
        this.settings = settings;
        this.log = Files.createDirectories(log.toAbsolutePath().getParent()).resolve(log.getFileName());
        Files.deleteIfExists(this.log);
        Runtime.getRuntime().addShutdownHook(lastWill);
        process = begin();
    }

    /// Returns when the first page came.
    ///
    /// @param data an empty folder, @param log where the product's own words go
    public static SeparateProduct start(Path data, Path log) throws Exception {
        return new SeparateProduct(data, log, Map.of(), SOON_THERE);
    }

    /// @param settings stronger than those of a demonstration
    public static SeparateProduct start(Path data, Path log, Map<String, String> settings) throws Exception {
        return new SeparateProduct(data, log, settings, SOON_THERE);
    }

    /// For a long run: compiled as well as a launched product is.
    public static SeparateProduct lasting(Path data, Path log, Map<String, String> settings) throws Exception {
        return new SeparateProduct(data, log, settings, List.of("-Xmx512m", "-XX:+UseSerialGC"));
    }

    /// One node of several on a database of their own, which share a folder.
    ///
    /// @param data this node's own empty folder, @param shared the common one
    public static SeparateProduct node(
            ExternalDatabase database, Path shared, Path data, Path log, Map<String, String> settings)
            throws Exception {
        var all = new HashMap<>(settings);
        all.put("sportello.database.url", database.url());
        all.put("sportello.database.username", database.username());
        all.put("sportello.database.password", database.password());
        all.put("sportello.shared", shared.toString());
        all.put("sportello.nodes.address", "127.0.0.1:" + Ports.four());
        return new SeparateProduct(data, log, all, SOON_THERE);
    }

    /// After `kill`: the same data, the same ports.
    public void startAgain() throws Exception {
        if (process.isAlive()) throw new IllegalStateException("The product runs still");
        process = begin();
    }

    private Process begin() throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "sportello.Sportello",
                "--server.port=" + port,
                "--sportello.data=" + data));
        var all = new HashMap<>(Map.of("sportello.demo.enabled", "true"));
        all.putAll(settings);
        all.forEach((name, value) -> command.add("--" + name + "=" + value));
        command.addAll(1, virtualMachine);
        var started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        var http = HttpClient.newHttpClient();
        var first = HttpRequest.newBuilder(URI.create(url("/")))
                .timeout(Duration.ofSeconds(2))
                .build();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (started.isAlive() && System.nanoTime() < deadline) {
            try {
                if (http.send(first, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) return started;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        close();
        throw new IllegalStateException("The product did not start: see " + log);
    }

    public int port() {
        return port;
    }

    /// As the other nodes know it.
    public String nodeName() throws IOException {
        return Files.readString(data.resolve("node")).strip();
    }

    /// Where other nodes reach this one.
    public String nodeAddress() {
        return settings.getOrDefault("sportello.nodes.address", "");
    }

    public String url(String path) {
        return "http://localhost:" + port + path;
    }

    private static Path rooms() {
        try {
            var folder = Files.createTempDirectory("rooms");
            var list = folder.resolve("META-INF/spring-modulith/application-modules.json");
            Files.createDirectories(list.getParent());
            ApplicationModulesExporter.main(new String[] {"sportello", list.toString()});
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A real installation has none of the tests' own parts.
    private String classPath() {
        var whole = ROOMS + File.pathSeparator + System.getProperty("java.class.path");
        if (!"false".equals(settings.get("sportello.demo.enabled"))) return whole;
        var tests = Path.of(URI.create(SeparateProduct.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return Arrays.stream(whole.split(File.pathSeparator))
                .filter(part -> !Path.of(part).toAbsolutePath().normalize().equals(tests))
                .collect(Collectors.joining(File.pathSeparator));
    }

    public long pid() {
        return process.pid();
    }

    /// The product's process dies without a last word.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public ProcessHandle janus() {
        return process.descendants()
                .filter(one -> named(one.pid(), "janus"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Janus runs"));
    }

    public ProcessHandle database() {
        return note().map(lines -> Long.parseLong(lines.getFirst().strip()))
                .flatMap(ProcessHandle::of)
                .orElseThrow(() -> new IllegalStateException("No database runs"));
    }

    /// A look into the product's own tables.
    public Connection tables() throws SQLException, IOException {
        var lines = note().orElseThrow(() -> new IllegalStateException("No database runs"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/sportello",
                "sportello",
                Files.readString(data.resolve("keys/database.password")).strip());
    }

    /// What PostgreSQL notes down about itself while it runs: its process on line 1, its port on line 4.
    private Optional<List<String>> note() {
        try {
            return Optional.of(Files.readAllLines(data.resolve("postgresql/data/postmaster.pid")));
        } catch (IOException none) {
            return Optional.empty();
        }
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
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(lastWill);
    }

    /// Also the database that a killed product left behind.
    private void end() {
        try {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
            note().map(lines -> Long.parseLong(lines.getFirst().strip()))
                    .flatMap(ProcessHandle::of)
                    .filter(left -> named(left.pid(), "postgres"))
                    .ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
