package sportello.partners;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;

/// The programs we know, each with the hashes of its secrets. One that is withdrawn opens nothing from then on.
@Service
@Transactional
public class Partners {

    private static final Act REGISTERED = Act.of("partners.registered");
    private static final Act WITHDRAWN = Act.of("partners.withdrawn");
    private static final int SHORTEST_SECRET = 32;

    private final PartnerRows rows;
    private final AuditTrail audit;

    Partners(PartnerRows rows, AuditTrail audit) {
        this.rows = rows;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public Optional<Partner> find(String clientId) {
        return rows.find(clientId);
    }

    @Transactional(readOnly = true)
    public List<Partner> all() {
        return rows.all();
    }

    /// The program whose secret this is. Secrets are long and random, so that a plain hash keeps them.
    @Transactional(readOnly = true)
    public Optional<Partner> authentic(String clientId, String secret) {
        return rows.hasSecret(clientId, Hash.of(secret)) ? rows.find(clientId) : Optional.empty();
    }

    /// New, or the same with what changed.
    ///
    /// @param secrets at least 32 random characters each; none for an app
    public void register(Partner partner, Set<String> secrets, String source) {
        for (var secret : secrets)
            if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET)
                throw new IllegalArgumentException("A client secret has at least 32 characters");
        keep(partner, secrets.stream().map(Hash::of).toList(), source);
    }

    void keep(Partner partner, List<byte[]> hashes, String source) {
        var known = rows.find(partner.clientId()).filter(partner::equals).isPresent();
        rows.keep(partner, source);
        rows.keepSecrets(partner.clientId(), hashes);
        if (!known) record(REGISTERED, partner.clientId());
    }

    /// At once: its tokens open nothing any more.
    public void withdraw(String clientId) {
        if (rows.withdraw(clientId)) record(WITHDRAWN, clientId);
    }

    List<String> of(String source) {
        return rows.of(source);
    }

    private void record(Act act, String clientId) {
        audit.record(
                act,
                Doer.system("partners"),
                new Subject("partner", Hash.uuid(clientId)),
                java.util.Map.of("client", clientId));
    }
}
