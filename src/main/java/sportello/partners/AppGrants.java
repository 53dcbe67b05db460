package sportello.partners;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.PersonId;

/// What people let an app do for them: a code, then an access token that lasts minutes and a refresh token that serves
/// once. One that comes a second time has been copied, and what it belonged to is closed (RFC 9700, 4.14.2).
@Service
@Transactional
public class AppGrants {

    private static final Act LET_APP = Act.of("partners.app-let-in");
    private static final Act APP_ENDED = Act.of("partners.app-ended");
    private static final Act USED_TWICE = Act.of("partners.refresh-token-used-twice");

    private final GrantRows grants;
    private final RefreshRows refreshes;
    private final PartnerSettings settings;
    private final AuditTrail audit;

    AppGrants(GrantRows grants, RefreshRows refreshes, PartnerSettings settings, AuditTrail audit) {
        this.grants = grants;
        this.refreshes = refreshes;
        this.settings = settings;
        this.audit = audit;
    }

    /// @param scope what the app asked for and may have, separated by blanks, `openid` and the like included
    public record Asked(
            Partner app,
            String redirectUri,
            String scope,
            String challenge,
            @Nullable String nonce) {}

    public sealed interface Exchange {
        record Tokens(String accessToken, String refreshToken, long seconds, Grant grant) implements Exchange {}

        record Refused() implements Exchange {}
    }

    /// An app that may act for somebody now.
    public record App(UUID grant, String clientId, String name, Instant since, Set<Scope> scopes) {}

    /// The code that leads the app to its tokens.
    ///
    /// @param by the person, for themselves: for whom they act is said with each request
    public String authorize(Asked asked, Actor.Citizen by) {
        if (by.onBehalf() != null) throw new IllegalArgumentException("An app is let in by a person for themselves");
        var clientId = asked.app().clientId();
        var grant = grants.open(clientId, asked.scope(), by);
        var code = Hash.freshSecret();
        grants.keepCode(code, grant, asked.redirectUri(), asked.challenge(), asked.nonce(), Grants.CODE_LASTS);
        audit.record(LET_APP, by.doer(), subject(grant), Map.of("client", clientId));
        return code;
    }

    public Exchange exchange(Partner app, String code, String redirectUri, String verifier) {
        var used = grants.use(code);
        if (used.isEmpty()) {
            grants.endByCode(code)
                    .ifPresent(grant -> audit.record(Grants.ENDED, Doer.system("partners"), subject(grant)));
            return new Exchange.Refused();
        }
        var kept = used.get();
        var right = kept.clientId().equals(app.clientId())
                && kept.redirectUri().equals(redirectUri)
                && MessageDigest.isEqual(ascii(kept.challenge()), ascii(Hash.challenge(verifier)));
        return right ? tokens(kept.grant(), kept.nonce()) : new Exchange.Refused();
    }

    public Exchange refresh(Partner app, String refreshToken) {
        var grant = refreshes.use(refreshToken, app.clientId());
        if (grant.isPresent()) return tokens(grant.get(), null);
        refreshes
                .endByUsed(refreshToken)
                .ifPresent(ended -> audit.record(USED_TWICE, Doer.system("partners"), subject(ended)));
        return new Exchange.Refused();
    }

    /// The access token before, if there was one, opens nothing any more.
    private Exchange tokens(UUID id, @Nullable String nonce) {
        var accessToken = Hash.freshSecret();
        var refreshToken = Hash.freshSecret();
        if (!refreshes.renew(id, accessToken, settings.accessToken())) return new Exchange.Refused();
        var kept = grants.byToken(accessToken);
        if (kept.isEmpty()) return new Exchange.Refused();
        refreshes.keep(id, refreshToken, settings.refreshToken(), settings.appLogin());
        return new Exchange.Tokens(
                accessToken, refreshToken, settings.accessToken().toSeconds(), grants.withNonce(kept.get(), nonce));
    }

    /// Either token of the app ends what both belong to (RFC 7009).
    public void revoke(Partner app, String token) {
        refreshes
                .endByAny(token, app.clientId())
                .ifPresent(grant -> audit.record(APP_ENDED, program(app), subject(grant)));
    }

    @Transactional(readOnly = true)
    public List<App> of(PersonId person) {
        return refreshes.openOf(person);
    }

    /// The person wants that app no longer. False for what is not theirs.
    public boolean end(UUID grant, Actor.Booker by) {
        var ended = refreshes.endOf(grant, by.person());
        if (ended) audit.record(APP_ENDED, by.doer(), subject(grant));
        return ended;
    }

    static String spaced(Set<Scope> scopes) {
        return scopes.stream().map(Scope::code).sorted().collect(Collectors.joining(" "));
    }

    private static Doer program(Partner app) {
        return new Actor.Client(app.clientId(), Set.of()).doer();
    }

    private static Subject subject(UUID grant) {
        return new Subject("access", grant);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
