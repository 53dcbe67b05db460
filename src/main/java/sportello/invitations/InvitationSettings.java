package sportello.invitations;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.invitations.*`.
///
/// @param teams the tenant; without it Teams is not offered
/// @param mailboxes one per unit, known by the address the unit has in the register of offices
/// @param timeout of one remote call
/// @param lease after which the work of a node that died is taken over
@ConfigurationProperties("sportello.invitations")
@Validated
record InvitationSettings(
        @Nullable @Valid Teams teams,
        @DefaultValue List<@Valid Box> mailboxes,
        @DefaultValue("5s") Duration firstPause,
        @DefaultValue("5m") Duration longestPause,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("1m") Duration lease,
        @DefaultValue("4") @Min(1) int workers) {

    @AssertTrue(message = "a lease lasts longer than two remote calls") boolean isLeaseLongEnough() {
        return lease.compareTo(timeout.multipliedBy(2)) > 0;
    }

    record Teams(
            @NotBlank String tenant,
            @NotBlank String clientId,
            @Nullable String clientSecret,
            @Nullable String certificate,
            @Nullable String privateKey,

            @DefaultValue("https://login.microsoftonline.com")
            URI login,

            @DefaultValue("https://graph.microsoft.com/v1.0")
            URI graph,

            @DefaultValue("https://graph.microsoft.com/.default")
            String scope) {

        @AssertTrue(message = "either client-secret, or certificate and private-key") boolean isProvable() {
            return clientSecret != null ? certificate == null : certificate != null && privateKey != null;
        }
    }

    record Box(
            @NotBlank @Email String address,
            @Nullable String name,
            @Nullable String graphUser,
            @Nullable @Valid Smtp smtp) {}

    record Smtp(
            @NotBlank String host,
            @DefaultValue("587") @Min(1) @Max(65535) int port,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("true") boolean starttls) {}
}
