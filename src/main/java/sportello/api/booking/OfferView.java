package sportello.api.booking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.booking.WaitingList.Offer;

@About("A freed hour offered to who waits for one")
public record OfferView(
        UUID offerId,
        UUID wishId,
        UUID officeId,
        Instant startsAt,
        Instant endsAt,
        @About("Until when it may be accepted") Instant until,
        Offer.State state,
        @About("What came of it") @Nullable UUID appointmentId) {

    public static OfferView example() {
        return new OfferView(
                Samples.id(Samples.OFFER),
                Samples.id(Samples.WISH),
                Samples.id(Samples.OFFICE),
                Instant.parse("2027-03-02T08:20:00Z"),
                Instant.parse("2027-03-02T08:40:00Z"),
                Instant.parse("2027-03-01T12:00:00Z"),
                Offer.State.OPEN,
                null);
    }
}
