package sportello.intermediaries;

import java.util.UUID;

/// A mandate ended, at once: it expired, another studio was given the position, it was revoked or renounced. Published
/// inside the transaction; the studio's open appointments on the position are given up in it.
public record MandateEnded(UUID mandate, PositionId position, UUID studio, Mandate.EndReason reason) {}
