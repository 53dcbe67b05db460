package sportello.meeting.janus;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.media`. `janus`: `auto` (found where Debian puts it or on the path), `off`, or the program's path.
/// `ports`: UDP, one per connection, two connections per person. `bitrate`: bits per second of each person's video.
/// `interfaces`: network interfaces offered to browsers, empty for all real ones. `publicAddress`: the address behind
/// a one-to-one NAT. `turnSecret`: shared with the TURN server (`use-auth-secret`); each participant gets own
/// credentials for `turnLife`. `relayOnly`: browsers of a room that is not recorded meet by TURN only, so that neither
/// learns the other's address. `retention`: how long recordings are kept (rule D16), **to be decided by the data
/// controller**. `freeSpace`: megabytes that must be free before a recorded room opens.
@Validated
@ConfigurationProperties("sportello.media")
record MediaSettings(
        @DefaultValue("auto") @NotNull String janus,

        @DefaultValue("20000-24000") @Pattern(regexp = "\\d{4,5}-\\d{4,5}") String ports,

        @DefaultValue("800000") @Min(100_000) @Max(8_000_000) int bitrate,

        @DefaultValue List<String> interfaces,
        @DefaultValue("") String publicAddress,
        @DefaultValue List<String> stun,
        @DefaultValue List<String> turn,
        @DefaultValue("") String turnSecret,
        @DefaultValue("4h") Duration turnLife,
        @DefaultValue("false") boolean relayOnly,
        @DefaultValue("P10Y") Period retention,
        @DefaultValue("1024") @Min(1) int freeSpace) {

    @AssertTrue(message = "relay-only needs turn and turn-secret") boolean isRelayable() {
        return !relayOnly || (!turn.isEmpty() && !turnSecret.isBlank());
    }

    boolean off() {
        return janus.equals("off");
    }
}
