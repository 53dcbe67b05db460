package sportello.delegation;

import java.util.List;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.identity.spi.CapacitySource;

/// *Per conto di …*: one capacity for each delegation in force now (rule D12).
@Component
class DelegationCapacities implements CapacitySource {

    private final Register register;
    private final People people;

    DelegationCapacities(Register register, People people) {
        this.register = register;
        this.people = people;
    }

    @Override
    public List<Capacity> capacitiesOf(PersonId person) {
        return register.toDelegate(person).stream().map(this::capacity).toList();
    }

    private Capacity capacity(Delegation delegation) {
        return new Capacity.OnBehalfOf(
                "delegation:" + delegation.id(),
                new Actor.OnBehalf(delegation.delegator(), delegation.id()),
                people.find(delegation.delegator()).map(Person::fullName).orElse(""));
    }
}
