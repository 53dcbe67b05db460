package sportello.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `sportello.database.*`: an external PostgreSQL by `url`, else the embedded one on `port` (0: any free).
@ConfigurationProperties("sportello.database")
record DatabaseSettings(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("0") int port) {}
