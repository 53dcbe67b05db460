package sportello.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.offices.Services;
import sportello.partners.Partner;
import sportello.partners.Partners;
import sportello.partners.Scope;
import sportello.platform.KeyRing;
import sportello.web.security.Doors;

/// Programs of the demonstration: an app for people, the telephone that answers by itself, a Cassetto's own system and
/// a
/// municipality. Their secrets are this demonstration's alone and shown to everybody.
@Component
@InDemo
class DemoPrograms {

    static final String APP = "app-dimostrativa";
    static final String BACK = "http://127.0.0.1/entrato";
    private static final int PER_MINUTE = 300;

    /// For who tries it by hand; a real app makes a new one each time.
    private static final String VERIFIER = "una-parola-lunga-che-una-vera-app-inventa-ogni-volta";

    private final Partners partners;
    private final KeyRing keys;
    private final Doors doors;

    DemoPrograms(Partners partners, KeyRing keys, Doors doors) {
        this.partners = partners;
        this.keys = keys;
        this.doors = doors;
    }

    /// @param secret empty for an app, which keeps none
    /// @param tries what to type to try it, line by line
    record Program(String clientId, String name, String key, String secret, List<String> tries) {}

    @EventListener
    void register(ApplicationStartedEvent started) {
        partners.register(app(), Set.of(), "demo");
        for (var machine : machines()) partners.register(machine, Set.of(secret(machine)), "demo");
    }

    private static Partner app() {
        return Partner.app(
                APP,
                "App dimostrativa",
                List.of(BACK, "it.sportello.dimostrazione:/entrato"),
                those(Scope::forApps),
                PER_MINUTE);
    }

    private static List<Partner> machines() {
        var booking = EnumSet.of(Scope.SERVICES_READ, Scope.APPOINTMENTS_READ, Scope.APPOINTMENTS_WRITE);
        var municipality = EnumSet.copyOf(booking);
        municipality.add(Scope.WEBHOOKS_MANAGE);
        return List.of(
                Partner.machine("risponditore", "Risponditore", Channel.IVR, booking, Assurance.LOW, PER_MINUTE),
                Partner.machine(
                        "cassetto-aziende",
                        "Cassetto previdenziale aziende",
                        Channel.API,
                        those(Scope::forMachines),
                        Assurance.SUBSTANTIAL,
                        PER_MINUTE),
                Partner.machine("comune", "Comune", Channel.API, municipality, Assurance.LOW, PER_MINUTE));
    }

    private static Set<Scope> those(Predicate<Scope> fit) {
        return Arrays.stream(Scope.values()).filter(fit).collect(Collectors.toSet());
    }

    private String secret(Partner machine) {
        return HexFormat.of().formatHex(keys.keyFor("demonstration program: " + machine.clientId()));
    }

    List<Program> all() {
        var product = doors.product();
        var app = new Program(
                APP,
                app().name(),
                "app",
                "",
                List.of(
                        product + "/oauth2/authorize?response_type=code&client_id=" + APP
                                + "&redirect_uri=http%3A%2F%2F127.0.0.1%2Fentrato&code_challenge_method=S256"
                                + "&code_challenge=" + IdentityCodes.challenge(VERIFIER),
                        "curl " + product + "/oauth2/token -d grant_type=authorization_code -d client_id=" + APP
                                + " -d redirect_uri=" + BACK + " -d code_verifier=" + VERIFIER + " -d code=…",
                        "curl " + product + "/api/v1/capacities -H 'Authorization: Bearer …'"));
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(app),
                        machines().stream()
                                .map(machine -> new Program(
                                        machine.clientId(),
                                        machine.name(),
                                        machine.channel() == Channel.IVR ? "ivr" : "system",
                                        secret(machine),
                                        tries(machine, product))))
                .toList();
    }

    /// Bruno on the telephone or at the municipality, Dario in his Cassetto.
    private List<String> tries(Partner machine, String product) {
        var who = machine.clientId() + ":" + secret(machine);
        var studio = machine.scopes().contains(Scope.QUESTIONS_READ);
        var person = Cast.withLogin(studio ? "dario" : "bruno").orElseThrow();
        var token = "curl -u " + who + " " + product + "/oauth2/token -d grant_type=";
        var tries = new ArrayList<>(List.of(
                token + "client_credentials",
                token + "urn:sportello:grant-type:identified-person -d tax_code="
                        + person.fiscalCode().value() + " -d birth_date=" + person.bornOn()
                        + (studio ? " -d capacity=studio" : ""),
                "curl " + product + "/api/v1/services -H 'Authorization: Bearer …'"));
        if (machine.channel() == Channel.IVR)
            for (var service : List.of(World.BY_TELEPHONE, Services.DELEGATION))
                tries.add("curl " + product
                        + "/api/v1/holds -H 'Authorization: Bearer …' -H 'Content-Type: application/json'"
                        + " -d '{\"service\": \"" + service + "\", \"starts_at\": \"…\"}'");
        return List.copyOf(tries);
    }
}
