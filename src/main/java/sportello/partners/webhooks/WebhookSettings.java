package sportello.partners.webhooks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.webhooks.*`: how what happened is told.
///
/// @param toLoopback addresses of this very machine too, also without TLS: for demonstrations and tests
/// @param timeout the longest a receiver may take, from the connection to its first line
/// @param firstPause after a failure, doubling
/// @param attempts so often what a receiver refuses is tried
/// @param giveUpAfter what could be told nobody for so long is set aside
/// @param kept how long what happened can be told again
/// @param formerSecret how long the former secret still signs beside a new one
@Validated
@ConfigurationProperties("sportello.webhooks")
public record WebhookSettings(
        @DefaultValue("false") boolean toLoopback,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("5s") Duration firstPause,
        @DefaultValue("30m") Duration longestPause,
        @DefaultValue("12") int attempts,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("30d") Duration kept,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("24h") Duration formerSecret,
        @DefaultValue("10") int mostPerPartner) {

    public WebhookSettings {
        if (attempts < 1 || mostPerPartner < 1) throw new IllegalArgumentException("At least one");
        if (lease.compareTo(timeout.multipliedBy(2)) < 0)
            throw new IllegalArgumentException("A lease of the webhooks lasts twice the time-out at least");
    }

    /// Doubles each time.
    Duration pause(int failures) {
        var pause = firstPause.multipliedBy(1L << Math.clamp(failures - 1, 0, 20));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
