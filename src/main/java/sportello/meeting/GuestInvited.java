package sportello.meeting;

import java.util.UUID;
import sportello.identity.PersonId;

/// A companion or interpreter was invited by an official; notification hands link and code over.
public record GuestInvited(RoomId room, EntryId entry, UUID about, PersonId by) {}
