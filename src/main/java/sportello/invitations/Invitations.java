package sportello.invitations;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import sportello.casework.CaseId;
import sportello.identity.Actor;
import sportello.offices.Venue;

/// What became of a case's calendar invitation (rule C8), and the officer's hand when it is stuck.
public interface Invitations {

    /// Empty until a venue was agreed.
    Optional<Invitation> of(CaseId caseId);

    /// At once instead of at the next try; also what is not tried again by itself.
    Again tryAgain(CaseId caseId, Actor.Official by);

    /// Venues for which the unit's mailbox can send an invitation.
    Set<Venue> possible(UUID office, String unit);

    sealed interface Again {
        record Queued() implements Again {}

        record NothingToDo() implements Again {}

        record NotFound() implements Again {}
    }
}
