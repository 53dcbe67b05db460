package sportello.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/// A durable PostgreSQL that belongs to no node, so that a test can kill it as a power cut would, and start it again on
/// the same files and port.
public final class ExternalDatabase implements AutoCloseable {

    private final Path files;
    private final int port;
    private EmbeddedPostgres server;

    private ExternalDatabase(Path files) throws IOException {
        this.files = files;
        port = Ports.four();
        server = begin();
    }

    /// @param files an empty folder
    public static ExternalDatabase start(Path files) throws IOException {
        return new ExternalDatabase(files);
    }

    private EmbeddedPostgres begin() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(files)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "150")
                .start();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String username() {
        return "postgres";
    }

    public String password() {
        return "postgres";
    }

    public Connection tables() throws SQLException {
        return DriverManager.getConnection(url(), username(), password());
    }

    /// `kill -9` of the server; what it had started ends with it.
    public void kill() throws IOException {
        var note = Files.readAllLines(files.resolve("postmaster.pid"));
        ProcessHandle.of(Long.parseLong(note.getFirst().strip())).orElseThrow().destroyForcibly();
    }

    /// After `kill`. Its processes may take a moment to let go of the files.
    public void startAgain() throws Exception {
        IOException last = null;
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                server.close();
                server = begin();
                return;
            } catch (IOException | IllegalStateException notYet) {
                last = notYet instanceof IOException known ? known : new IOException(notYet);
                Thread.sleep(500);
            }
        }
        throw last;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
