package sportello.api.person;

import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.page.Page;
import sportello.api.person.DelegationView.Side;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.delegation.Delegation;
import sportello.delegation.Delegation.EndReason;
import sportello.delegation.Register;
import sportello.delegation.Register.Ending;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.ProductClock;

/// Delegations of a person, on either side, and how each ends (rule D11).
@RestController
@RequestMapping("/api/v1/delegations")
class DelegationsResource {

    private static final int MOST = 500;

    private final Register register;
    private final People people;
    private final ProductClock clock;

    DelegationsResource(Register register, People people, ProductClock clock) {
        this.register = register;
        this.people = people;
        this.clock = clock;
    }

    @Needs(Scope.DELEGATIONS_READ)
    @Operation(
            id = "listDelegations",
            summary = "Delegations given and held, those that ended too",
            tag = Operation.Tag.DELEGATIONS)
    @GetMapping
    Page<DelegationView> all(Actor.Citizen by) {
        return Page.of(register.history(by.person()).stream()
                .limit(MOST)
                .map(each -> view(each, by))
                .toList());
    }

    @Needs(Scope.DELEGATIONS_READ)
    @Operation(id = "readDelegation", summary = "One delegation", tag = Operation.Tag.DELEGATIONS)
    @GetMapping("/{delegation_id}")
    DelegationView read(Actor.Citizen by, @PathVariable("delegation_id") @Sample(Samples.DELEGATION) UUID id) {
        return view(own(id, by), by);
    }

    @Needs(Scope.DELEGATIONS_READ)
    @Operation(
            id = "listUses",
            summary = "Where and when a delegation was used, the latest first",
            tag = Operation.Tag.DELEGATIONS)
    @GetMapping("/{delegation_id}/uses")
    Page<UseView> uses(Actor.Citizen by, @PathVariable("delegation_id") @Sample(Samples.DELEGATION) UUID id) {
        return Page.of(register.uses(own(id, by).id(), by).stream()
                .limit(MOST)
                .map(use -> new UseView(use.service(), use.at()))
                .toList());
    }

    @Needs(Scope.DELEGATIONS_WRITE)
    @Operation(
            id = "endDelegation",
            summary = "Ends a delegation at once: the delegate renounces it, the delegator revokes it",
            tag = Operation.Tag.DELEGATIONS,
            refuses = Kind.ALREADY_ENDED)
    @PostMapping("/{delegation_id}/ending")
    DelegationView end(Actor.Citizen by, @PathVariable("delegation_id") @Sample(Samples.DELEGATION) UUID id) {
        var reason = by.person().equals(own(id, by).delegate()) ? EndReason.RENOUNCED : EndReason.REVOKED_BY_DELEGATOR;
        return switch (register.end(id, reason, by)) {
            case Ending.Ended(var ended) -> view(ended, by);
            case Ending.AlreadyEnded(var _) -> throw Problem.of(Kind.ALREADY_ENDED);
            case Ending.NotAllowed(), Ending.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    private Delegation own(UUID id, Actor.Citizen by) {
        return register.find(id)
                .filter(delegation ->
                        by.person().equals(delegation.delegate()) || by.person().equals(delegation.delegator()))
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    private DelegationView view(Delegation delegation, Actor.Citizen by) {
        var side = by.person().equals(delegation.delegate()) ? Side.DELEGATE : Side.DELEGATOR;
        var other = side == Side.DELEGATE ? delegation.delegator() : delegation.delegate();
        return new DelegationView(
                delegation.id(),
                side,
                people.find(other).map(Person::fullName).orElse(""),
                delegation.grantedAt(),
                delegation.until(),
                delegation.inForce(clock.instant()),
                delegation.endedAt(),
                delegation.endReason());
    }
}
