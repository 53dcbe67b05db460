package sportello.identity;

import java.util.UUID;

/// A person is reached elsewhere from now on. `People.leftBehind(change)` says where they were reached before, so that
/// the old contact can be told (rule G7). Published inside the transaction.
public record ContactsChanged(PersonId person, UUID change) {}
