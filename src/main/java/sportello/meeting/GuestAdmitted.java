package sportello.meeting;

import java.util.UUID;

/// A person was let in.
public record GuestAdmitted(RoomId room, EntryId entry, UUID about) {}
