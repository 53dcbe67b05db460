package sportello.web.counter;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.delegation.Delegation;
import sportello.delegation.Register;
import sportello.identity.PersonId;
import sportello.web.Answer;

/// Delegations an agent may treat for the person on the telephone or at the desk.
@Component
class CallDelegations {

    private final Register register;

    CallDelegations(Register register) {
        this.register = register;
    }

    /// In force, the caller on one of its sides, and the agent on neither (rule G13).
    Delegation of(Caller caller, UUID id) {
        return register.find(id)
                .filter(each -> register.inForce(id))
                .filter(each -> sides(each).contains(caller.person().id()))
                .filter(each -> !sides(each).contains(caller.official().person()))
                .orElseThrow(Answer::unknown);
    }

    private static List<PersonId> sides(Delegation delegation) {
        return List.of(delegation.delegator(), delegation.delegate());
    }
}
