package sportello.booking;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long what was typed for a booking never confirmed is kept, and how long a repeated request is recognised.
@Validated
@ConfigurationProperties("sportello.booking")
record BookingSettings(
        @NotNull @DefaultValue("30d") Duration draftsKept,
        @NotNull @DefaultValue("7d") Duration answersKept) {}
