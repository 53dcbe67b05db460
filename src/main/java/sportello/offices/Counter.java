package sportello.offices;

import java.util.UUID;

/// A counter an office opens for one service, with some desks.
public record Counter(UUID id, UUID office, String officeName, String service, int desks) {}
