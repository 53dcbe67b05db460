package sportello.web.lanes;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.pressure.*`: from when on a node asks for the line in front of a service.
///
/// @param at so many requests for the service's booking at once, treated or waiting for a place, never fewer for a
/// second
/// @param comers so many who come to choose an hour and were not let in yet: more, since the line costs each of them
/// seconds, and a second's worth of them is treated sooner without it
/// @param sentAway so many of them told to come again within a second
@Validated
@ConfigurationProperties("sportello.pressure")
record PressureSettings(
        @DefaultValue("60") @Min(1) int at,
        @DefaultValue("300") @Min(1) int comers,
        @DefaultValue("1") @Min(1) int sentAway) {}
