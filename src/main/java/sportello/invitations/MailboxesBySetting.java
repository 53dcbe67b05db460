package sportello.invitations;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class MailboxesBySetting implements Mailboxes {

    private final InvitationSettings settings;

    MailboxesBySetting(InvitationSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Mailbox> of(String address) {
        return settings.mailboxes().stream()
                .filter(box -> box.address().equalsIgnoreCase(address))
                .map(box -> new Mailbox(box.address(), box.name(), box.graphUser(), smtp(box.smtp())))
                .findFirst();
    }

    @Override
    public Optional<Tenant> tenant() {
        return Optional.ofNullable(settings.teams())
                .map(teams -> new Tenant(
                        teams.tenant(),
                        teams.clientId(),
                        teams.clientSecret(),
                        teams.certificate(),
                        teams.privateKey(),
                        teams.login(),
                        teams.graph(),
                        teams.scope()));
    }

    private static Mailbox.@Nullable Smtp smtp(InvitationSettings.@Nullable Smtp smtp) {
        return smtp == null
                ? null
                : new Mailbox.Smtp(smtp.host(), smtp.port(), smtp.user(), smtp.password(), smtp.starttls());
    }
}
