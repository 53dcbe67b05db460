package sportello.web.citizen;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Offer;
import sportello.booking.WaitingList.Part;
import sportello.booking.WaitingList.Wish;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.web.Frame;

/// Says what somebody waits for and what they are offered.
@Component
class Waits {

    private final Offices offices;
    private final Bookings bookings;

    Waits(Offices offices, Bookings bookings) {
        this.offices = offices;
        this.bookings = bookings;
    }

    WaitingCard card(Frame frame, Actor.Booker by, Wish wish) {
        var offer = wish.offer();
        return new WaitingCard(
                wish.id().toString(),
                service(frame, wish.service()),
                where(frame, wish.counter()),
                wish.days().stream().map(days -> days(frame, days)).toList(),
                part(frame, wish.part()),
                frame.say("waiting.ahead", "count", wish.ahead()),
                instead(frame, by, wish.instead()),
                offer == null || !offer.open(frame.now())
                        ? null
                        : new WaitingCard.Offered(
                                offer.id().toString(), frame.dayAndHour(offer.startsAt()), frame.soon(offer.until())));
    }

    WaitingOfferPage offer(Frame frame, Actor.Booker by, Offer offer) {
        var appointment = became(by, offer);
        return new WaitingOfferPage(
                offer.id().toString(),
                service(frame, offer.service()),
                where(frame, offer.counter()),
                offer.startsAt(),
                frame.dayAndHour(offer.startsAt()),
                frame.soon(offer.until()),
                instead(frame, by, offer.instead()),
                over(frame, offer, appointment),
                appointment == null ? null : "/appointments/" + appointment,
                IdempotencyKey.next().value().toString());
    }

    /// What was taken up and then confirmed as any other hour is known by its hour.
    private @Nullable AppointmentId became(Actor.Booker by, Offer offer) {
        if (offer.state() != Offer.State.TAKEN_UP) return offer.appointment();
        return bookings.openOf(by.party()).stream()
                .filter(each -> each.service().equals(offer.service())
                        && each.startsAt().equals(offer.startsAt()))
                .findFirst()
                .map(Appointment::id)
                .orElse(null);
    }

    private static @Nullable String over(Frame frame, Offer offer, @Nullable AppointmentId appointment) {
        if (offer.open(frame.now())) return null;
        return switch (offer.state()) {
            case OPEN, EXPIRED -> frame.say("waiting.over.expired");
            case ACCEPTED -> frame.say("waiting.over.accepted");
            case TAKEN_UP -> frame.say(appointment == null ? "waiting.over.taken_up" : "waiting.over.accepted");
            case DECLINED -> frame.say("waiting.over.declined");
            case WITHDRAWN -> frame.say("waiting.over.withdrawn");
        };
    }

    String service(Frame frame, String service) {
        return frame.say("service." + service + ".short");
    }

    String where(Frame frame, @Nullable UUID counter) {
        return counter == null
                ? frame.say("waiting.anywhere")
                : offices.counter(counter).map(Counter::officeName).orElse("");
    }

    @Nullable String instead(Frame frame, Actor.Booker by, @Nullable AppointmentId appointment) {
        return appointment == null
                ? null
                : bookings.own(appointment, by)
                        .map(own -> frame.dayAndHour(own.startsAt()))
                        .orElse(null);
    }

    private static String part(Frame frame, @Nullable Part part) {
        return part == null ? "" : frame.say(part == Part.MORNING ? "waiting.part.morning" : "waiting.part.afternoon");
    }

    private static String days(Frame frame, Days days) {
        return days.from().equals(days.until())
                ? frame.day(days.from())
                : frame.say("waiting.days", "from", frame.day(days.from()), "until", frame.day(days.until()));
    }
}
