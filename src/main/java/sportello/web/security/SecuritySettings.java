package sportello.web.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.access.*`: where the product is reached and how long a login lasts.
///
/// @param address the public address (`https://sportello.example.it`), when it is not what this machine listens on
/// @param sessionIdle a session without a request for this long is over
/// @param managementPort the port of `/metrics`; -1: three above the product's, 0: any free one
/// @param managementAddress on which it listens
@Validated
@ConfigurationProperties("sportello.access")
public record SecuritySettings(
        @Nullable String address,
        @DefaultValue("30m") Duration sessionIdle,
        @DefaultValue("-1") int managementPort,
        @DefaultValue("127.0.0.1") String managementAddress) {}
