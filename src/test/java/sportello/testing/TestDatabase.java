package sportello.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// One PostgreSQL server per test JVM, one database and one data folder per application context.
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test database", Map.copyOf(fresh())));
    }

    /// A new empty database and data folder, as settings.
    public static Map<String, Object> fresh() {
        var name = "context_" + COUNT.incrementAndGet();
        try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return Map.of(
                    "sportello.database.url", "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name,
                    "sportello.database.username", "postgres",
                    "sportello.database.password", "postgres",
                    "sportello.lanes.due.connections", "12",
                    // Tests hold and hold again.
                    "sportello.agenda.holds-per-hour", "1000000",
                    "sportello.data",
                            Files.createTempDirectory("sportello-test").toString());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
