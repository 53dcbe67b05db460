package sportello.booking;

import java.util.UUID;

/// An offer was not answered in time. `last`: too many in a row, the person no longer waits. Published inside the
/// transaction.
public record OfferExpired(UUID offer, String service, boolean last) {}
