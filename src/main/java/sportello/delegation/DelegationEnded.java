package sportello.delegation;

import java.util.UUID;
import sportello.identity.PersonId;

/// A delegation ended, at once. Published inside the transaction.
public record DelegationEnded(UUID delegation, PersonId delegator, PersonId delegate, String reason) {}
