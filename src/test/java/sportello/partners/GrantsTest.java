package sportello.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.audit.Doer;
import sportello.delegation.Delegation;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.partners.Grants.Authorization;
import sportello.partners.Grants.Exchange;
import sportello.testing.SportelloTest;

/// Rules D9 and D12: what a relying service is told, and that it ends with the delegation.
@SportelloTest
class GrantsTest {

    private static final String VERIFIER = "a-verifier-that-only-the-relying-service-knows";
    private static final String BACK = "https://service.example/callback";
    private static final Actor.System TEST = new Actor.System("test");

    @Autowired
    Grants grants;

    @Autowired
    RelyingServices services;

    @Autowired
    Register register;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    private RelyingService service = new RelyingService("none", "none", List.of(), false);

    @BeforeEach
    void registerService() {
        service = registered(true);
    }

    @Test
    void aPersonIsKnownAsThemselves() {
        var bruno = citizen();
        var grant = grants.use(token(bruno), Optional.of(service)).orElseThrow();
        assertThat(grant.owner()).isEqualTo(bruno.person());
        assertThat(grant.onBehalf()).isFalse();
    }

    @Test
    void aDelegateIsKnownWithWhoseFileItIsUntilTheDelegationEnds() {
        var bruno = onBehalf();
        var token = token(bruno);
        var grant = grants.use(token, Optional.of(service)).orElseThrow();
        assertThat(grant.owner()).isEqualTo(bruno.principal());
        assertThat(grant.acting()).isEqualTo(bruno.person());

        register.end(
                delegation(bruno),
                Delegation.EndReason.REVOKED_BY_DELEGATOR,
                new Actor.Citizen(bruno.principal(), Assurance.SUBSTANTIAL, null));

        assertThat(grants.use(token, Optional.of(service))).isEmpty();
        assertThat(grants.use(token, Optional.empty())).isEmpty();
        assertThat(grants.authorize(asked(service), bruno)).isInstanceOf(Authorization.DelegationEnded.class);
    }

    @Test
    void everyUseOnBehalfIsTraced() {
        var bruno = onBehalf();
        var token = token(bruno);
        int before = uses(delegation(bruno));
        grants.use(token, Optional.of(service));
        assertThat(uses(delegation(bruno))).isEqualTo(before + 1);
    }

    @Test
    void aServiceThatIsNotDelegableLetsNoDelegateIn() {
        assertThat(grants.authorize(asked(registered(false)), onBehalf()))
                .isInstanceOf(Authorization.NotDelegable.class);
    }

    @Test
    void aServiceThatStopsBeingDelegableAsksInVain() {
        var token = token(onBehalf());
        services.register(
                new RelyingService(service.clientId(), service.name(), service.redirectUris(), false),
                "0123456789abcdef0123456789abcdef");
        assertThat(grants.use(token, Optional.of(service))).isEmpty();
    }

    @Test
    void aServiceLearnsNothingOfAnothersTokens() {
        assertThat(grants.use(token(citizen()), Optional.of(registered(true)))).isEmpty();
    }

    @Test
    void aCodeServesOnceAndASecondTryClosesWhatItOpened() {
        var code = code(citizen());
        var token = ((Exchange.Token) grants.exchange(service, code, BACK, VERIFIER)).accessToken();
        assertThat(grants.exchange(service, code, BACK, VERIFIER)).isInstanceOf(Exchange.Refused.class);
        assertThat(grants.use(token, Optional.of(service))).isEmpty();
    }

    @Test
    void aCodeIsWorthNothingWithAnotherVerifierAddressOrService() {
        assertThat(grants.exchange(service, code(citizen()), BACK, VERIFIER + "x"))
                .isInstanceOf(Exchange.Refused.class);
        assertThat(grants.exchange(service, code(citizen()), BACK + "/", VERIFIER))
                .isInstanceOf(Exchange.Refused.class);
        assertThat(grants.exchange(registered(true), code(citizen()), BACK, VERIFIER))
                .isInstanceOf(Exchange.Refused.class);
    }

    @Test
    void ofManyWhoBringTheSameCodeAtMostOneIsServed() throws Exception {
        var code = code(citizen());
        int served = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Future<Exchange>>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> grants.exchange(service, code, BACK, VERIFIER)));
            }
            for (var answer : answers) if (answer.get() instanceof Exchange.Token) served++;
        }
        assertThat(served).isLessThanOrEqualTo(1);
    }

    @Test
    void anExpiredCodeIsRefused() {
        var code = code(citizen());
        jdbc.sql("update partners.authorization_code set expires_at = now() where code_hash = :hash")
                .param("hash", Hash.of(code))
                .update();
        assertThat(grants.exchange(service, code, BACK, VERIFIER)).isInstanceOf(Exchange.Refused.class);
    }

    private String token(Actor.Citizen by) {
        return ((Exchange.Token) grants.exchange(service, code(by), BACK, VERIFIER)).accessToken();
    }

    private String code(Actor.Citizen by) {
        return ((Authorization.Code) grants.authorize(asked(service), by)).code();
    }

    private static Grants.Asked asked(RelyingService service) {
        return new Grants.Asked(service, BACK, "openid profile", Hash.challenge(VERIFIER), "nonce");
    }

    private RelyingService registered(boolean delegable) {
        var one = new RelyingService("service-" + UUID.randomUUID(), "A service", List.of(BACK), delegable);
        services.register(one, "0123456789abcdef0123456789abcdef");
        return one;
    }

    private Actor.Citizen citizen() {
        return new Actor.Citizen(person("Bruno"), Assurance.SUBSTANTIAL, null);
    }

    private Actor.Citizen onBehalf() {
        var anna = person("Anna");
        var bruno = person("Bruno");
        var granted = (Register.GrantOutcome.Granted) register.grant(anna, bruno, null, null, TEST);
        return new Actor.Citizen(
                bruno,
                Assurance.SUBSTANTIAL,
                new Actor.OnBehalf(anna, granted.delegation().id()));
    }

    private static UUID delegation(Actor.Citizen by) {
        var onBehalf = by.onBehalf();
        if (onBehalf == null) throw new IllegalArgumentException();
        return onBehalf.delegation();
    }

    private int uses(UUID delegation) {
        return jdbc.sql("select count(*) from delegation.use where delegation = :id")
                .param("id", delegation)
                .query(Integer.class)
                .single();
    }

    private PersonId person(String name) {
        return people.identified(name, "", aCode(), null, new Contacts(null, null, "it"), Doer.system("test"))
                .id();
    }

    private static FiscalCode aCode() {
        var ten = "%010d".formatted(Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 9_999_999_999L) + 1);
        for (char last = '0'; last <= '9'; last++) {
            var code = FiscalCode.parse(ten + last);
            if (code.isPresent()) return code.get();
        }
        throw new IllegalStateException();
    }
}
