package sportello.testing;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.FiscalCode;
import sportello.identity.PersonId;
import sportello.partners.AppGrants;
import sportello.partners.Partner;
import sportello.partners.Partners;
import sportello.partners.ProgramTokens;
import sportello.partners.Scope;

/// ApiAccess tokens for tests of the API, given by the product's own verbs.
@Component
public class ApiTokens {

    public static final String SECRET = "a-secret-of-the-tests-0123456789abcdef";
    private static final String BACK = "it.example.app:/login";
    private static final String VERIFIER = "a-verifier-that-only-the-app-of-the-tests-knows";

    private final Partners partners;
    private final AppGrants apps;
    private final ProgramTokens programs;

    public ApiTokens(Partners partners, AppGrants apps, ProgramTokens programs) {
        this.partners = partners;
        this.apps = apps;
        this.programs = programs;
    }

    /// An app that may do all an app may.
    public Partner app() {
        return app(all(true), 100_000);
    }

    public Partner app(Set<Scope> scopes, int perMinute) {
        var app = Partner.app(
                "app-" + UUID.randomUUID(),
                "App of the tests",
                java.util.List.of(BACK, "http://127.0.0.1/login"),
                scopes,
                perMinute);
        partners.register(app, Set.of(), "test");
        return app;
    }

    public AppGrants.Exchange.Tokens login(Partner app, PersonId person, Set<Scope> scopes) {
        var asked = new AppGrants.Asked(
                app, BACK, scopes.stream().map(Scope::code).collect(Collectors.joining(" ")), challenge(), null);
        var code = apps.authorize(asked, new Actor.Citizen(person, Assurance.SUBSTANTIAL, null, Channel.APP));
        return (AppGrants.Exchange.Tokens) apps.exchange(app, code, BACK, VERIFIER);
    }

    /// What the person's app sends; without scopes all an app may have.
    public String person(PersonId person, Scope... scopes) {
        var wanted = scopes.length == 0 ? all(true) : EnumSet.copyOf(Arrays.asList(scopes));
        return login(app(), person, wanted).accessToken();
    }

    /// A machine that may do all a machine may and identifies people.
    public Partner machine(Channel channel) {
        return machine(channel, all(false), 100_000);
    }

    public Partner machine(Channel channel, Set<Scope> scopes, int perMinute) {
        var machine = Partner.machine(
                "machine-" + UUID.randomUUID(),
                "Machine of the tests",
                channel,
                scopes,
                Assurance.SUBSTANTIAL,
                perMinute);
        partners.register(machine, Set.of(SECRET), "test");
        return machine;
    }

    /// For the machine itself.
    public String of(Partner machine) {
        return programs.issue(machine, machine.scopes()).accessToken();
    }

    /// For somebody the machine identified.
    ///
    /// @param capacity `me`, or the key of a studio's capacity
    public String of(Partner machine, FiscalCode person, LocalDate bornOn, String capacity) {
        var stated = new ProgramTokens.Stated(person, bornOn, "Bruno", "Delegato", "it", capacity);
        var scopes = EnumSet.copyOf(machine.scopes());
        scopes.removeIf(scope -> !scope.forApps());
        return ((ProgramTokens.Issued.Token) programs.forPerson(machine, scopes, stated)).accessToken();
    }

    private static Set<Scope> all(boolean ofAnApp) {
        return Arrays.stream(Scope.values())
                .filter(scope -> ofAnApp ? scope.forApps() : scope.forMachines())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    private static String challenge() {
        try {
            return java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(VERIFIER.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
