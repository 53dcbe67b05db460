package sportello.notification.carriers;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import sportello.invitations.Mailbox;
import sportello.invitations.Mailboxes;
import sportello.notification.AppIoSettings;
import sportello.notification.Carrier;
import sportello.notification.Receipts;
import sportello.platform.SmtpAccount;

/// The carriers that the settings name. A demonstration never sends anything out of the house, whatever they say.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "sportello.demo.enabled", havingValue = "false", matchIfMissing = true)
class BySetting {

    @Bean
    @Order(1)
    @ConditionalOnProperty("sportello.notification.mail.smtp.host")
    Carrier smtpCarrier(MailSettings settings, Mailboxes mailboxes) {
        return new SmtpCarrier(from -> account(from, settings, mailboxes), settings);
    }

    @Bean
    @Order(1)
    @ConditionalOnProperty("sportello.notification.sms.smpp.host")
    Carrier smppCarrier(SmsSettings settings, Receipts receipts) {
        return new SmppCarrier(Objects.requireNonNull(settings.smpp()), receipts);
    }

    /// While the SMS centre is out of reach, or instead of one.
    @Bean
    @Order(2)
    @ConditionalOnProperty("sportello.notification.sms.gateway.url")
    Carrier gatewayCarrier(SmsSettings settings) {
        return new GatewayCarrier(Objects.requireNonNull(settings.gateway()));
    }

    @Bean
    @ConditionalOnProperty(name = "sportello.notification.app-io.enabled", havingValue = "true")
    Carrier appIoCarrier(AppIoSettings settings) {
        return new AppIoCarrier(settings);
    }

    /// A unit's own account, else the default one: nobody else's mailbox may be named.
    private static @Nullable SmtpAccount account(String from, MailSettings settings, Mailboxes mailboxes) {
        return mailboxes
                .of(from)
                .map(Mailbox::smtp)
                .map(Mailbox.Smtp::account)
                .or(() -> Optional.ofNullable(settings.smtp()).map(MailSettings.Smtp::account))
                .orElse(null);
    }
}
