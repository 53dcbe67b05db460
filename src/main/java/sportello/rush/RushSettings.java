package sportello.rush;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the waiting room in front of booking works, for all services. How many go in at once, and in which hours
/// everybody takes a ticket, is the service's policy.
///
/// @param longestPass nobody stays inside longer, however busy
/// @param away who was not seen for as long is passed over and keeps the number; inside, keeps the pass and counts no
/// more
/// @param paceAge how old the reckoned pace may be
/// @param calm how long the line must have been empty, and no node pressed, before a door shut by the crowd opens again
/// @param kept how long tickets are kept once they are over
@Validated
@ConfigurationProperties("sportello.rush")
record RushSettings(
        @NotNull @DefaultValue("30m") Duration longestPass,
        @NotNull @DefaultValue("150s") Duration away,
        @NotNull @DefaultValue("5s") Duration paceAge,
        @NotNull @DefaultValue("60s") Duration calm,
        @NotNull @DefaultValue("1d") Duration kept) {}
