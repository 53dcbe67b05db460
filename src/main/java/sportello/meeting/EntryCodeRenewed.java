package sportello.meeting;

import java.util.UUID;

/// A new code was asked for; notification hands it over.
public record EntryCodeRenewed(RoomId room, EntryId entry, UUID about) {}
