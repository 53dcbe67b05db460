package sportello.intermediaries;

import java.util.UUID;

/// A studio was given a mandate. Published inside the transaction.
public record MandateGiven(UUID mandate, PositionId position, UUID studio) {}
