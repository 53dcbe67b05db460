package sportello.invitations;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.AuditTrail;
import sportello.platform.ProductClock;

@Configuration(proxyBeanMethods = false)
class Machinery {

    @Bean
    Reconciler invitationReconciler(
            InvitationRows rows,
            UnitMailboxes units,
            Wording wording,
            Mailboxes mailboxes,
            InvitationSettings settings,
            TransactionTemplate transaction,
            AuditTrail audit,
            ProductClock clock) {
        return new Reconciler(
                rows,
                units,
                new GraphWay(new Graph(settings.timeout()), mailboxes, wording),
                new MailWay(mailboxes, wording, settings.timeout()),
                mailboxes,
                settings,
                transaction,
                audit,
                clock);
    }
}
