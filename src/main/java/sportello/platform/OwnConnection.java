package sportello.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.springframework.stereotype.Component;

/// Connections beside the pool, for what must not wait behind everybody else: to hear the other nodes, to keep a lease.
@Component
public class OwnConnection {

    private final DatabaseSettings settings;
    private final Optional<EmbeddedDatabase> embedded;

    OwnConnection(DatabaseSettings settings, Optional<EmbeddedDatabase> embedded) {
        this.settings = settings;
        this.embedded = embedded;
    }

    /// @param patience after which a server that says nothing counts as gone
    public Connection open(String name, Duration patience) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", embedded.map(EmbeddedDatabase::username).orElseGet(settings::username));
        properties.setProperty(
                "password", embedded.map(EmbeddedDatabase::password).orElseGet(settings::password));
        properties.setProperty("ApplicationName", "sportello " + name);
        properties.setProperty("connectTimeout", Long.toString(patience.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(patience.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        return DriverManager.getConnection(embedded.map(EmbeddedDatabase::url).orElseGet(settings::url), properties);
    }
}
