package sportello.platform;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// What is there before any room: data folder, database, keys, clock.
@Configuration(proxyBeanMethods = false)
class Ground {

    @Bean(destroyMethod = "close")
    DataFolder dataFolder(
            @Value("${sportello.data:./data}") Path folder, @Value("${sportello.shared:}") String shared) {
        return new DataFolder(folder, shared.isBlank() ? folder : Path.of(shared));
    }

    @Bean
    ThisNode thisNode(DataFolder folder, NodeSettings settings) {
        return ThisNode.in(folder, settings);
    }

    /// The embedded server, unless an external one is configured.
    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "sportello.database.url", matchIfMissing = true, havingValue = "embedded")
    EmbeddedDatabase embeddedDatabase(DataFolder folder, DatabaseSettings settings) {
        return new EmbeddedDatabase(folder, settings.port());
    }

    @Bean(destroyMethod = "close")
    LanePools dataSource(DatabaseSettings settings, LaneSettings lanes, Optional<EmbeddedDatabase> embedded) {
        return embedded.map(inside -> new LanePools(lanes, inside.url(), inside.username(), inside.password()))
                .orElseGet(() -> new LanePools(lanes, settings.url(), settings.username(), settings.password()));
    }

    @Bean
    KeyRing keyRing(DataFolder folder, @Value("${sportello.keys.root:}") String root) {
        return folder.alone(() -> FileKeyRing.in(folder, root));
    }

    @Bean
    Signer signer(DataFolder folder) {
        return folder.alone(() -> FileSigner.in(folder.shared("keys")));
    }

    @Bean
    @ConditionalOnProperty(name = "sportello.demo.enabled", havingValue = "true")
    MovableClock movableClock(JdbcClient jdbc, DatabaseTime time, ApplicationEventPublisher events, Bulletin bulletin) {
        return new ShiftedClock(jdbc, time, events, bulletin);
    }

    @Bean
    @ConditionalOnProperty(name = "sportello.demo.enabled", havingValue = "false", matchIfMissing = true)
    ProductClock databaseClock(DatabaseTime time) {
        return time::instant;
    }

    @Bean
    DatabaseTime databaseTime(JdbcClient jdbc) {
        return new DatabaseTime(jdbc, InstantSource.system());
    }

    /// Due work has threads of its own. With virtual threads the default would run it all on one, so that a slow SMS
    /// carrier held up the lapses.
    @Bean
    ThreadPoolTaskScheduler taskScheduler(@Value("${spring.task.scheduling.pool.size:8}") int threads) {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(threads);
        scheduler.setThreadNamePrefix("due-");
        scheduler.setDaemon(true);
        return scheduler;
    }

    @Bean
    Words words() {
        return BundledWords.load();
    }
}
