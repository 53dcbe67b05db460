package sportello.booking;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long what was typed for a booking never confirmed is kept, and how long a repeated request is recognised; when
/// people are left in peace, the least time worth offering an hour for, after how many offers left unanswered in a row
/// somebody is taken off the waiting list, and how long that list remembers who left it. `calm`: up to how many
/// confirmations in a second each is followed up by its own request; beyond, `followUpWorkers` do it, which give way to
/// confirmations for no longer than `followUpPatience`.
@Validated
@ConfigurationProperties("sportello.booking")
record BookingSettings(
        @NotNull @DefaultValue("30d") Duration draftsKept,
        @NotNull @DefaultValue("7d") Duration answersKept,
        @NotNull @DefaultValue("21:00") LocalTime quietFrom,
        @NotNull @DefaultValue("08:00") LocalTime quietUntil,
        @NotNull @DefaultValue("10m") Duration leastOffer,
        @DefaultValue("3") @Min(1) int offersUnanswered,
        @NotNull @DefaultValue("30d") Duration wishesKept,
        @DefaultValue("20") @Min(0) int calm,
        @DefaultValue("2") @Min(1) int followUpWorkers,
        @NotNull @DefaultValue("2m") Duration followUpPatience) {}
