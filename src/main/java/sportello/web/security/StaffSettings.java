package sportello.web.security;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.staff.*`: a port of its own for officials and agents.
///
/// @param port 0: any free one; none when it is not set
/// @param address on which it listens, the product's own when it is not set
@Validated
@ConfigurationProperties("sportello.staff")
record StaffSettings(
        @DefaultValue("0") @Min(0) @Max(65_535) int port,
        @Nullable String address) {}
