package sportello.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.contacts.*`: how long a code sent to a new contact is good, how often it may be typed, how often another
/// may be asked for (rule G7), how long a contact that was left is kept so that it can be told.
@Validated
@ConfigurationProperties("sportello.contacts")
record ContactSettings(
        @DefaultValue("6") @Min(6) @Max(9) int digits,
        @DefaultValue("30m") Duration good,
        @DefaultValue("5") @Min(1) int attempts,
        @DefaultValue("1m") Duration pause,
        @DefaultValue("8") @Min(1) int codesADay,
        @DefaultValue("30d") Duration leftKept) {}
