package sportello.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// The one data source of every room: a connection comes from the pool of the lane whose work the thread does.
class LanePools extends AbstractDataSource implements AutoCloseable, MeterBinder {

    /// A node that froze must not keep others waiting for what it locked.
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(1);

    /// Beyond the longest statement: the server does not answer any more.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Map<Lane, HikariDataSource> pools = new EnumMap<>(Lane.class);

    LanePools(LaneSettings settings, @Nullable String url, @Nullable String username, @Nullable String password) {
        for (var lane : Lane.values()) pools.put(lane, pool(lane, settings.of(lane), url, username, password));
    }

    private static HikariDataSource pool(
            Lane lane,
            LaneSettings.Pool settings,
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {
        var pool = new HikariConfig();
        pool.setPoolName(lane.word());
        pool.setJdbcUrl(url);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setMaximumPoolSize(settings.most());
        pool.setMinimumIdle(Math.min(2, settings.most()));
        pool.setConnectionTimeout(settings.patience().toMillis());
        pool.setKeepaliveTime(60_000);
        // The detail of a broken constraint quotes the row: a codice fiscale would stand in a log.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        pool.addDataSourceProperty("ApplicationName", "sportello " + lane.word());
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("connectTimeout", "5");
        var statement = settings.longestStatement();
        pool.addDataSourceProperty(
                "options",
                "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
                        .formatted(
                                statement.toMillis(),
                                settings.longestLock().toMillis(),
                                lane == Lane.DUE ? 0 : IDLE_IN_TRANSACTION.toMillis()));
        if (statement.isPositive()) {
            pool.addDataSourceProperty("socketTimeout", statement.plus(SILENCE).toSeconds());
        }
        return new HikariDataSource(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return here().getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return here().getConnection(username, password);
    }

    private HikariDataSource here() {
        var pool = pools.get(Lane.current());
        if (pool == null) throw new IllegalStateException("No pool for " + Lane.current());
        return pool;
    }

    @Override
    public void bindTo(MeterRegistry figures) {
        pools.forEach((lane, pool) -> {
            gauge(
                    figures,
                    lane,
                    pool,
                    "active",
                    one -> one.getHikariPoolMXBean().getActiveConnections());
            gauge(figures, lane, pool, "idle", one -> one.getHikariPoolMXBean().getIdleConnections());
            gauge(
                    figures,
                    lane,
                    pool,
                    "waiting",
                    one -> one.getHikariPoolMXBean().getThreadsAwaitingConnection());
            gauge(figures, lane, pool, "most", HikariDataSource::getMaximumPoolSize);
        });
    }

    private static void gauge(
            MeterRegistry figures,
            Lane lane,
            HikariDataSource pool,
            String name,
            ToDoubleFunction<HikariDataSource> value) {
        Gauge.builder("sportello.lane.connections", pool, one -> begun(one) ? value.applyAsDouble(one) : 0)
                .tags("lane", lane.word(), "state", name)
                .register(figures);
    }

    private static boolean begun(HikariDataSource pool) {
        return pool.getHikariPoolMXBean() != null;
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
