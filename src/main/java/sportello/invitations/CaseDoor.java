package sportello.invitations;

import org.springframework.stereotype.Component;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.identity.Actor;

/// For whom a case does not exist, its invitation does not either.
@Component
class CaseDoor {

    private final Consultancies consultancies;

    CaseDoor(Consultancies consultancies) {
        this.consultancies = consultancies;
    }

    boolean open(CaseId caseId, Actor.Official by) {
        return consultancies.find(caseId, by).isPresent();
    }
}
