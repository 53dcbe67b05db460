package sportello.offices;

import java.util.UUID;

/// A unit (U.O.) of an office, which handles what the policies name it for.
///
/// @param code the same in every office: `credit-assessment`, `registry-flows`
/// @param mailbox the unit's institutional mailbox, from which its invitations leave (rule C8)
public record Unit(UUID id, UUID office, String code, String name, String mailbox) {}
