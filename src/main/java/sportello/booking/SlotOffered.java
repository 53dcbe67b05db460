package sportello.booking;

import java.util.UUID;

/// A freed hour is kept for who was next in line (`WaitingList.offer`). Published inside the transaction that freed it.
public record SlotOffered(UUID offer, String service) {}
