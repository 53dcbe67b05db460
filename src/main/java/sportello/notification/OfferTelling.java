package sportello.notification;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sportello.booking.OfferExpired;
import sportello.booking.SlotOffered;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Offer;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Tells who waits that an hour is theirs to take (rule G8). At night it waits for the morning, as the offer's own
/// clock
/// does. That an offer is over stands in the reserved area; that somebody no longer waits is sent too.
@Component
class OfferTelling {

    private final WaitingList waiting;
    private final OutboxRows outbox;
    private final NoticeRows notices;
    private final Services services;
    private final People people;
    private final QuietHours quiet;
    private final ProductClock clock;

    OfferTelling(
            WaitingList waiting,
            OutboxRows outbox,
            NoticeRows notices,
            Services services,
            People people,
            NotificationSettings settings,
            ProductClock clock) {
        this.waiting = waiting;
        this.outbox = outbox;
        this.notices = notices;
        this.services = services;
        this.people = people;
        this.quiet = settings.quietHours();
        this.clock = clock;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void offered(SlotOffered event) {
        waiting.offer(event.offer()).ifPresent(offer -> {
            notice("offered", offer);
            letters("offered", offer);
        });
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void expired(OfferExpired event) {
        waiting.offer(event.offer()).ifPresent(offer -> {
            notice(event.last() ? "off-the-list" : "offer-expired", offer);
            if (event.last()) letters("off-the-list", offer);
        });
    }

    private void notice(String template, Offer offer) {
        notices.write(
                template + " " + offer.id(),
                offer.person().value(),
                template,
                null,
                null,
                facts(offer),
                clock.instant());
    }

    private void letters(String template, Offer offer) {
        var contacts = people.find(offer.person()).map(Person::contacts);
        var channels =
                services.find(offer.service()).map(ServicePolicy::confirmations).orElse(Set.of());
        for (var kind : List.of("sms", "mail")) {
            boolean reached = kind.equals("mail")
                    ? !offer.email().isBlank() || contacts.map(Contacts::email).isPresent()
                    : MobileNumber.is(offer.mobile())
                            || contacts.map(Contacts::mobile).isPresent();
            if (!reached || !channels.contains(kind)) continue;
            var person = offer.person();
            outbox.write(
                    new OutboxRows.Letter(
                            kind + " " + template + " " + offer.id(),
                            kind,
                            template,
                            contacts.map(Contacts::language).orElse("it"),
                            person.toString(),
                            null,
                            null,
                            null,
                            person.value(),
                            person.value(),
                            facts(offer),
                            quiet.over(clock.instant()),
                            null,
                            offer.office()),
                    clock.instant());
        }
    }

    private static Map<String, String> facts(Offer offer) {
        return Map.of("offer", offer.id().toString());
    }
}
