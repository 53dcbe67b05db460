package sportello.notification.carriers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.notification.bounces.*`: the mailboxes to which mail comes back, where they may be read. Passwords never
/// show.
///
/// @param every how often each is looked at
@ConfigurationProperties("sportello.notification.bounces")
@Validated
record BounceSettings(
        @DefaultValue List<@Valid Imap> mailboxes,
        @DefaultValue("1m") Duration every,
        @DefaultValue("20s") Duration timeout) {

    enum Security {
        TLS,
        STARTTLS,
        NONE
    }

    record Imap(
            @NotBlank String host,
            @DefaultValue("993") @Min(1) @Max(65535) int port,
            @NotBlank String user,
            @DefaultValue("") String password,
            @DefaultValue("TLS") Security security,
            @DefaultValue("INBOX") @NotBlank String folder) {

        @Override
        public String toString() {
            return user + " at " + host + ":" + port + "/" + folder;
        }
    }
}
