package sportello.api.booking;

import org.springframework.stereotype.Component;
import sportello.booking.WaitingList.Offer;
import sportello.booking.WaitingList.Wish;
import sportello.offices.Counter;

/// Wishes and offers as programs see them.
@Component
class OfferViews {

    private final WhereToLook places;

    OfferViews(WhereToLook places) {
        this.places = places;
    }

    WishView wish(Wish wish) {
        return new WishView(
                wish.id(),
                wish.service(),
                wish.counter() == null
                        ? null
                        : places.counter(wish.counter()).map(Counter::office).orElse(null),
                wish.days().stream()
                        .map(days -> new Span(days.from(), days.until()))
                        .toList(),
                wish.part(),
                wish.instead() == null ? null : wish.instead().value(),
                wish.since(),
                wish.ahead(),
                wish.offer() == null ? null : offer(wish.offer()));
    }

    OfferView offer(Offer offer) {
        return new OfferView(
                offer.id(),
                offer.wish(),
                offer.office(),
                offer.startsAt(),
                offer.endsAt(),
                offer.until(),
                offer.state(),
                offer.appointment() == null ? null : offer.appointment().value());
    }
}
