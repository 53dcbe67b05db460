package sportello.intermediaries;

import java.util.UUID;
import sportello.offices.Cassetto;

/// Somebody's account with the body: a firm, an artisan or trader, a domestic-work relation. `office`: the competent
/// one.
public record Position(PositionId id, Cassetto cassetto, String code, String name, String taxCode, UUID office) {}
