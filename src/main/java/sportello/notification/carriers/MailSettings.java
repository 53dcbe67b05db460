package sportello.notification.carriers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import sportello.platform.SmtpAccount;

/// `sportello.notification.mail.*`.
///
/// @param smtp the default mailbox's account; without it no mail leaves
/// @param timeout after which a server that hangs is left
/// @param longestPause between two tries at a server that is not there
@ConfigurationProperties("sportello.notification.mail")
@Validated
record MailSettings(
        @Nullable @Valid Smtp smtp,
        @DefaultValue("4") @Min(1) @Max(100) int atOnce,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("5s") Duration firstPause,
        @DefaultValue("5m") Duration longestPause) {

    record Smtp(
            @NotBlank String host,
            @DefaultValue("587") @Min(1) @Max(65535) int port,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("true") boolean starttls) {

        SmtpAccount account() {
            return new SmtpAccount(host, port, user, password, starttls);
        }

        @Override
        public String toString() {
            return account().toString();
        }
    }
}
