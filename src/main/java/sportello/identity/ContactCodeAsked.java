package sportello.identity;

import java.util.UUID;

/// A code is to go where a person says they are reached. `ContactBook.codeForDelivery(claim)` says where, and which.
/// Published inside the transaction.
///
/// @param generation tells the first code of a claim from the ones asked for again
public record ContactCodeAsked(PersonId person, UUID claim, ContactBook.Kind kind, int generation) {}
