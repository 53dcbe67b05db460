package sportello.partners;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.delegation.Register;
import sportello.identity.Actor;

/// Lets relying services know who is there. Who acts for another is judged anew at every question: a delegation that
/// ended a moment ago opens nothing (rule D9).
@Service
@Transactional
public class Grants {

    /// A browser is redirected within seconds.
    static final Duration CODE_LASTS = Duration.ofSeconds(60);

    static final Duration TOKEN_LASTS = Duration.ofMinutes(30);

    private static final Act LET_IN = Act.of("partners.let-in");
    static final Act ENDED = Act.of("partners.code-used-twice");

    private final GrantRows rows;
    private final Partners partners;
    private final Register delegations;
    private final AuditTrail audit;

    Grants(GrantRows rows, Partners partners, Register delegations, AuditTrail audit) {
        this.rows = rows;
        this.partners = partners;
        this.delegations = delegations;
        this.audit = audit;
    }

    /// What a relying service asks at `/oauth2/authorize`, already found to be well made.
    public record Asked(
            RelyingService service,
            String redirectUri,
            String scope,
            String challenge,
            @Nullable String nonce) {}

    public sealed interface Authorization {
        record Code(String code) implements Authorization {}

        /// The service may not be entered on behalf of another (rule D12).
        record NotDelegable() implements Authorization {}

        record DelegationEnded() implements Authorization {}
    }

    public sealed interface Exchange {
        record Token(String accessToken, Duration lasts, Grant grant) implements Exchange {}

        record Refused() implements Exchange {}
    }

    public Authorization authorize(Asked asked, Actor.Citizen by) {
        var onBehalf = by.onBehalf();
        if (onBehalf != null) {
            if (!asked.service().delegable()) return new Authorization.NotDelegable();
            if (!delegations.inForce(onBehalf.delegation())) return new Authorization.DelegationEnded();
        }
        var grant = rows.open(asked.service().clientId(), asked.scope(), by);
        var code = Hash.freshSecret();
        rows.keepCode(code, grant, asked.redirectUri(), asked.challenge(), asked.nonce(), CODE_LASTS);
        audit.record(
                LET_IN,
                by.doer(),
                new Subject("access", grant),
                java.util.Map.of("service", asked.service().clientId()));
        return new Authorization.Code(code);
    }

    /// A code serves once. One that comes a second time has been stolen from somebody: what it opened is closed.
    public Exchange exchange(RelyingService service, String code, String redirectUri, String verifier) {
        var used = rows.use(code);
        if (used.isEmpty()) {
            rows.endByCode(code)
                    .ifPresent(grant -> audit.record(ENDED, Doer.system("partners"), new Subject("access", grant)));
            return new Exchange.Refused();
        }
        var kept = used.get();
        var right = kept.clientId().equals(service.clientId())
                && kept.redirectUri().equals(redirectUri)
                && MessageDigest.isEqual(ascii(kept.challenge()), ascii(Hash.challenge(verifier)));
        if (!right) return new Exchange.Refused();
        var token = Hash.freshSecret();
        rows.open(kept.grant(), token, TOKEN_LASTS);
        return inForce(token, Optional.of(service))
                .<Exchange>map(grant -> new Exchange.Token(token, TOKEN_LASTS, rows.withNonce(grant, kept.nonce())))
                .orElseGet(Exchange.Refused::new);
    }

    /// What a token opens now, traced as a use when somebody acts for another (rule D12).
    ///
    /// @param asking the service that asks about the token; a service learns nothing of another's tokens
    public Optional<Grant> use(String token, Optional<RelyingService> asking) {
        var grant = inForce(token, asking);
        grant.filter(Grant::onBehalf).ifPresent(this::trace);
        return grant;
    }

    private Optional<Grant> inForce(String token, Optional<RelyingService> asking) {
        return rows.byToken(token)
                .filter(grant -> asking.isEmpty() || asking.get().clientId().equals(grant.clientId()))
                .filter(grant -> grant.delegation() == null
                        || (delegations.inForce(grant.delegation()) && delegable(grant.clientId())));
    }

    private boolean delegable(String clientId) {
        return partners.find(clientId).filter(Partner::delegable).isPresent();
    }

    private void trace(Grant grant) {
        var delegation = grant.delegation();
        if (delegation == null) return;
        delegations.used(
                delegation,
                grant.clientId(),
                new Actor.Citizen(grant.acting(), grant.level(), new Actor.OnBehalf(grant.owner(), delegation)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// What has been over for a day explains nothing any more; the audit trail keeps that it was.
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forgetOld() {
        rows.forget(Duration.ofDays(1));
    }
}
