package sportello.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import sportello.demo.tenant.MailServer;
import sportello.demo.tenant.TeamsTenant;
import sportello.demo.tenant.Weather;
import sportello.invitations.Mailbox;
import sportello.invitations.Mailboxes;
import sportello.invitations.Tenant;
import sportello.platform.PublicAddress;

/// The units' mailboxes in the demonstration: a tenant and a mail server of this machine, spoken to as to real ones.
@Component
@Primary
@InDemo
class UnitsInDemo implements Mailboxes, DisposableBean {

    private static final String TENANT = "inps.example.org";
    private static final String CLIENT = "sportello";

    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final String secret = UUID.randomUUID().toString();
    private final TeamsTenant teams;
    private final MailServer mail;

    UnitsInDemo(TenantShelf shelf, UnitPost post, PublicAddress address) {
        teams = new TeamsTenant(new TeamsTenant.Plan(
                TENANT,
                CLIENT,
                secret,
                null,
                users,
                meeting -> address.of("/demo/teams/" + meeting),
                shelf,
                post::teams,
                Weather.CALM));
        mail = new MailServer(post::mail, line -> "");
    }

    /// Whatever address a unit has belongs to the tenant.
    @Override
    public Optional<Mailbox> of(String address) {
        var user =
                UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8)).toString();
        users.put(user, address);
        return Optional.of(new Mailbox(address, null, user, new Mailbox.Smtp(mail.host(), mail.port(), "", "", false)));
    }

    @Override
    public Optional<Tenant> tenant() {
        return Optional.of(new Tenant(
                TENANT,
                CLIENT,
                secret,
                null,
                null,
                URI.create(teams.address()),
                URI.create(teams.address() + "/v1.0"),
                "https://graph.example.org/.default"));
    }

    @Override
    public void destroy() {
        teams.close();
        mail.close();
    }
}
