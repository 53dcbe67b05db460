package sportello.notification;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.notification.app-io.*`: App IO, off unless enabled. Keys never show.
///
/// @param key of the App IO service under which everything is sent that has no key of its own; empty for none
/// @param keys by service of the product
/// @param perSecond messages, of two requests each: a key is granted 150 requests in 5 seconds
@ConfigurationProperties("sportello.notification.app-io")
@Validated
public record AppIoSettings(
        @DefaultValue("false") boolean enabled,

        @DefaultValue("https://api.io.pagopa.it/api/v1") @NotNull
        URI url,

        @DefaultValue("") String key,
        @DefaultValue Map<String, String> keys,
        @DefaultValue("4") @Min(1) @Max(50) int atOnce,
        @DefaultValue("14") @Min(0) int perSecond,
        @DefaultValue("10s") Duration timeout) {

    /// @param service empty for what is about no appointment
    public Optional<String> keyFor(String service) {
        return Optional.of(keys.getOrDefault(service, key)).filter(found -> !found.isBlank());
    }

    @AssertTrue(message = "enabled, it needs a key") boolean isComplete() {
        return !enabled || !key.isBlank() || keys.values().stream().anyMatch(one -> !one.isBlank());
    }

    @AssertTrue(message = "https, or this machine, without user and query") boolean isAddressSafe() {
        var here = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
        return ("https".equals(url.getScheme()) || here && "http".equals(url.getScheme()))
                && url.getUserInfo() == null
                && url.getRawQuery() == null;
    }

    @Override
    public String toString() {
        return url + " for " + keys.keySet();
    }
}
