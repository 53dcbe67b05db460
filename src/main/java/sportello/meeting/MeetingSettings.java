package sportello.meeting;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `presenceGrace`: how long somebody counts as there after the last sign of them (a reload, a page without script).
/// `reconnectGrace`: how long the others are not told that a connection dropped.
/// `longestLine`: characters in one written line.
@Validated
@ConfigurationProperties("sportello.meeting")
public record MeetingSettings(
        @DefaultValue("45s") Duration presenceGrace,
        @DefaultValue("8s") Duration reconnectGrace,
        @DefaultValue("1000") @Min(80) @Max(10000) int longestLine) {}
