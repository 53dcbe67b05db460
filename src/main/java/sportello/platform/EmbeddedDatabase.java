package sportello.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL as the product's own child: durable, closed to others, started again when it dies.
///
/// The library's defaults are meant for tests (no fsync, trust authentication); here every commit is on disk before it
/// is answered, and a password from a private file is needed even from this machine.
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "sportello";

    private final Path files;
    private final Path work;
    private final String secret;
    private final int port;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile EmbeddedPostgres server;
    private volatile boolean closing;

    EmbeddedDatabase(DataFolder folder, int wantedPort) {
        work = folder.sub("postgresql");
        files = work.resolve("data");
        port = wantedPort > 0 ? wantedPort : freePort();
        secret = secretIn(folder.sub("keys").resolve("database.password"));
        endOrphan();
        server = start();
        Thread.ofVirtual().name("database-guard").start(this::guard);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    String username() {
        return NAME;
    }

    String password() {
        return secret;
    }

    private EmbeddedPostgres start() {
        var fresh = !Files.exists(files.resolve("PG_VERSION"));
        try {
            var started = EmbeddedPostgres.builder()
                    .setDataDirectory(files)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(work.toFile())
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setConnectConfig("password", secret)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .setServerConfig("unix_socket_directories", "''")
                    .start();
            if (fresh || !closed()) close(started);
            demandDurability();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start; its files are in " + files, e);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL did not answer", e);
        }
    }

    private boolean closed() throws IOException {
        return Files.readString(files.resolve("pg_hba.conf")).startsWith("# closed by Sportello");
    }

    /// Own role, own database, and nobody in without the password.
    private void close(EmbeddedPostgres started) throws SQLException, IOException {
        try (var connection = connect("postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + secret + "'");
            if (!exists(connection, "select 1 from pg_roles where rolname = '" + NAME + "'")) {
                statement.execute("create role " + NAME + " login password '" + secret + "'");
            }
            if (!exists(connection, "select 1 from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
            Files.writeString(files.resolve("pg_hba.conf"), """
                    # closed by Sportello: a password even from this machine, nobody from elsewhere
                    host all all 127.0.0.1/32 scram-sha-256
                    host all all ::1/128 scram-sha-256
                    """);
            statement.execute("select pg_reload_conf()");
        }
        LOG.info("Embedded PostgreSQL made ready on port {}", started.getPort());
    }

    private static boolean exists(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.next();
        }
    }

    private void demandDurability() throws SQLException {
        try (var connection = connect(NAME, NAME)) {
            for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                if (!exists(connection, "select 1 where current_setting('" + setting + "') = 'on'")) {
                    throw new IllegalStateException("PostgreSQL runs without " + setting + ": refusing to start");
                }
            }
        }
    }

    private Connection connect(String user, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, secret);
    }

    /// After a `kill -9` of the product its server may live on, holding files and memory.
    private void endOrphan() {
        orphan().ifPresent(process -> {
            LOG.warn("Ending the PostgreSQL an earlier run left behind");
            process.destroy();
            try {
                process.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                process.destroyForcibly();
                process.onExit().join();
            }
        });
    }

    private java.util.Optional<ProcessHandle> orphan() {
        var note = files.resolve("postmaster.pid");
        try {
            if (!Files.exists(note)) return java.util.Optional.empty();
            return ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(note).getFirst().strip()))
                    .filter(this::isOurs);
        } catch (IOException | NumberFormatException e) {
            return java.util.Optional.empty();
        }
    }

    /// After a restart of the machine the number may be anybody's: it must be a server of these very files.
    private boolean isOurs(ProcessHandle process) {
        var line = process.info().commandLine().orElse("");
        return line.contains("postgres") && line.contains(files.toString());
    }

    /// The product outlives its database: a server that dies is started again on the same files and port.
    private void guard() {
        while (!closing) {
            try {
                Thread.sleep(500);
                if (closing || orphan().isPresent() && answers()) continue;
                Thread.sleep(500);
                if (closing || answers()) continue;
                LOG.error("The embedded PostgreSQL is gone: starting it again");
                again();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("The embedded PostgreSQL did not come back yet", e);
            }
        }
    }

    /// Closing waits for a start under way, so that no server is left behind.
    private void again() {
        turn.lock();
        try {
            if (closing) return;
            endOrphan();
            shut(server);
            server = start();
        } finally {
            turn.unlock();
        }
    }

    private boolean answers() {
        try (var socket = new java.net.Socket()) {
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void shut(@Nullable EmbeddedPostgres running) {
        if (running == null) return;
        try {
            running.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Closing what was left of the server", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        turn.lock();
        try {
            shut(server);
        } finally {
            turn.unlock();
        }
    }

    private static String secretIn(Path file) {
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
