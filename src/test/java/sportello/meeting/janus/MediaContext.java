package sportello.meeting.janus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionalEventListenerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.meeting.RoomLeases;
import sportello.testing.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

/// The rooms media stands on and nothing above: platform, audit, documents, meeting.janus, on a real PostgreSQL.
@org.jspecify.annotations.NullUnmarked
final class MediaContext {

    private MediaContext() {}

    static AnnotationConfigApplicationContext start(Map<String, Object> settings) {
        var context = new AnnotationConfigApplicationContext();
        var all = new HashMap<>(settings);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
        context.register(Beans.class);
        context.refresh();
        return context;
    }

    /// A new database and data folder, with Janus or without.
    static Map<String, Object> settings(String janus) {
        var all = new HashMap<>(TestDatabase.fresh());
        all.put("sportello.media.janus", janus);
        all.put("sportello.media.ports", "31000-31400");
        return all;
    }

    @TestConfiguration(proxyBeanMethods = false)
    @EnableConfigurationProperties
    @EnableTransactionManagement
    @ConfigurationPropertiesScan({"sportello.platform", "sportello.documents", "sportello.meeting.janus"})
    @ComponentScan(
            basePackages = {"sportello.platform", "sportello.audit", "sportello.documents", "sportello.meeting.janus"},
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "sportello\\..*(Test|Controller|MediaContext).*"))
    @Import(RoomLeases.class)
    static class Beans {

        @Bean
        JdbcClient jdbcClient(DataSource source) {
            for (var room : List.of("audit", "documents", "meeting")) {
                Flyway.configure()
                        .dataSource(source)
                        .locations("classpath:db/migration/" + room)
                        .table("flyway_" + room)
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load()
                        .migrate();
            }
            return JdbcClient.create(source);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new DataSourceTransactionManager(source);
        }

        @Bean
        TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        @Bean
        TransactionalEventListenerFactory transactionalEventListenerFactory() {
            return new TransactionalEventListenerFactory();
        }

        @Bean
        JsonMapper jsonMapper() {
            return JsonMapper.builder().build();
        }
    }
}
