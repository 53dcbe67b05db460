package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product's own PostgreSQL: durable, closed to others, and back after a `kill -9`.
class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void whatWasCommittedIsThereAfterAKillAndARestart() throws Exception {
        try (var data = new DataFolder(folder)) {
            try (var database = new EmbeddedDatabase(data, 0)) {
                run(database, "create table kept (id int primary key)");
                run(database, "insert into kept values (1)");

                assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "postgres"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");

                kill();
                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .untilAsserted(() -> run(database, "insert into kept values (2)"));
            }
            try (var again = new EmbeddedDatabase(data, 0)) {
                run(again, "insert into kept values (3)");
                try (var connection = connect(again);
                        var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(3);
                }
            }
        }
    }

    private void kill() throws Exception {
        var pid = Long.parseLong(Files.readAllLines(folder.resolve("postgresql/data/postmaster.pid"))
                .getFirst());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static void run(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }
}
