package sportello.web.openid;

import gg.jte.generated.precompiled.Templates;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import sportello.identity.Actor;
import sportello.identity.Channel;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.partners.AppGrants;
import sportello.partners.Partner;
import sportello.partners.Partners;
import sportello.partners.Scope;
import sportello.web.Frame;
import sportello.web.security.Doors;
import sportello.web.security.SignedIn;

/// No app is let in unseen: any program on the device could ask in its name, so the person says yes each time
/// (RFC 8252, 8.6).
@Component
class Consents {

    private final Partners partners;
    private final AppGrants grants;
    private final People people;
    private final Doors doors;
    private final Templates templates;

    Consents(Partners partners, AppGrants grants, People people, Doors doors, Templates templates) {
        this.partners = partners;
        this.grants = grants;
        this.people = people;
        this.doors = doors;
        this.templates = templates;
    }

    Optional<Partner> app(String clientId) {
        return partners.find(clientId).filter(partner -> partner.kind() == Partner.Kind.NATIVE);
    }

    ResponseEntity<?> ask(Frame frame, AppRequest asked, SignedIn who) {
        var error = checked(asked);
        if (error.isPresent()) return back(asked, Map.of("error", error.get()));
        var does = Scopes.wanted(asked.app(), asked.scope()).orElseThrow().stream()
                .sorted(Comparator.naturalOrder())
                .map(scope -> frame.say("program.does." + word(scope)))
                .toList();
        var person = people.find(who.person()).map(Person::fullName).orElse("");
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .body(templates.citizenConsent(
                        frame, new ConsentPage(asked.app().name(), person, does, asked.fields())));
    }

    /// The app acts for the person, in each of their capacities: in which, it says with each request (rule D12).
    ResponseEntity<Void> agreed(AppRequest asked, SignedIn who) {
        var error = checked(asked);
        if (error.isPresent()) return back(asked, Map.of("error", error.get()));
        var scopes = Scopes.wanted(asked.app(), asked.scope()).orElseThrow();
        var code = grants.authorize(
                new AppGrants.Asked(
                        asked.app(),
                        asked.redirectUri(),
                        Scopes.kept(scopes, asked.scope()),
                        asked.challenge(),
                        asked.nonce()),
                new Actor.Citizen(who.person(), who.assurance(), null, Channel.APP));
        return back(asked, Map.of("code", code));
    }

    ResponseEntity<Void> refused(AppRequest asked) {
        var error = checked(asked);
        return back(asked, Map.of("error", error.orElse("access_denied")));
    }

    private static Optional<String> checked(AppRequest asked) {
        if (!asked.leadsBack()) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        return asked.error();
    }

    private ResponseEntity<Void> back(AppRequest asked, Map<String, String> answer) {
        return AuthorizationController.see(
                AuthorizationController.leadBack(asked.redirectUri(), asked.state(), doors.product(), answer));
    }

    static String word(Scope scope) {
        return scope.code().replace(':', '.').replace('-', '_');
    }
}
