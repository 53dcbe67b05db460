package sportello.delegation;

import java.util.UUID;
import sportello.identity.PersonId;

/// A delegation came into force. Published inside the transaction.
public record DelegationGranted(UUID delegation, PersonId delegator, PersonId delegate) {}
