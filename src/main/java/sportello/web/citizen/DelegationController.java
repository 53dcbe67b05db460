package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.delegation.Delegation;
import sportello.delegation.Delegation.EndReason;
import sportello.delegation.Register;
import sportello.delegation.Register.Ending;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;

/// Delegations of a person, on either side, and how each ends (rule D11).
@RestController
@RequestMapping("/delegations")
class DelegationController {

    private final Register register;
    private final People people;
    private final Templates templates;

    DelegationController(Register register, People people, Templates templates) {
        this.register = register;
        this.people = people;
        this.templates = templates;
    }

    @GetMapping
    JteModel all(Frame frame, Actor.Citizen by) {
        var cards = register.history(by.person()).stream()
                .map(delegation -> card(frame, delegation, by, List.of()))
                .toList();
        return templates.citizenDelegations(frame, new DelegationsPage(cards));
    }

    @GetMapping("/{id}")
    JteModel one(
            Frame frame,
            Actor.Citizen by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String ended) {
        var delegation = own(id, by);
        var uses = register.uses(id, by).stream()
                .map(use -> new DelegationCard.Use(use.service(), frame.soon(use.at())))
                .toList();
        return templates.citizenDelegation(frame, card(frame, delegation, by, uses), ended != null);
    }

    /// The delegate renounces, the delegator revokes: the page that asks.
    @GetMapping("/{id}/end")
    ResponseEntity<?> ask(Frame frame, Actor.Citizen by, @PathVariable UUID id) {
        var delegation = own(id, by);
        if (!delegation.inForce(frame.now())) return Answer.goTo("/delegations/" + id);
        return ResponseEntity.ok(templates.citizenDelegationEnd(frame, card(frame, delegation, by, List.of())));
    }

    @PostMapping("/{id}/end")
    ResponseEntity<Void> end(Actor.Citizen by, @PathVariable UUID id) {
        var delegation = own(id, by);
        var reason = by.person().equals(delegation.delegate()) ? EndReason.RENOUNCED : EndReason.REVOKED_BY_DELEGATOR;
        return switch (register.end(id, reason, by)) {
            case Ending.Ended _, Ending.AlreadyEnded _ -> Answer.goTo("/delegations/" + id + "?ended");
            case Ending.NotAllowed _, Ending.NotFound _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private Delegation own(UUID id, Actor.Citizen by) {
        return register.find(id)
                .filter(delegation ->
                        by.person().equals(delegation.delegate()) || by.person().equals(delegation.delegator()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private DelegationCard card(Frame frame, Delegation delegation, Actor.Citizen by, List<DelegationCard.Use> uses) {
        var delegate = by.person().equals(delegation.delegate());
        return new DelegationCard(
                delegation.id().toString(),
                name(delegate ? delegation.delegator() : delegation.delegate()),
                delegate,
                frame.date(ProductClock.inRome(delegation.grantedAt()).toLocalDate()),
                delegation.until() == null ? frame.say("delegations.open_ended") : frame.date(delegation.until()),
                ended(frame, delegation),
                uses);
    }

    private static @Nullable String ended(Frame frame, Delegation delegation) {
        if (delegation.inForce(frame.now())) return null;
        var reason = delegation.endReason() == null ? EndReason.EXPIRED : delegation.endReason();
        Instant at = delegation.endedAt();
        var why = frame.say("delegations.ended." + reason.name().toLowerCase(Locale.ROOT));
        return at == null ? why : frame.say("delegations.ended.on", "when", frame.soon(at), "why", why);
    }

    private String name(PersonId id) {
        return people.find(id).map(Person::fullName).orElse("");
    }
}
