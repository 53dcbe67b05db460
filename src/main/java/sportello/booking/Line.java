package sportello.booking;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.NextInLine;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.booking.WaitingList.Offer;
import sportello.booking.WishRows.Kept;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Keeps the line: offers a freed place to the first who may have it, and follows what happens to the appointments of
/// who waits. Always inside the caller's transaction.
@Component
class Line implements NextInLine {

    private static final Actor.System SELF = new Actor.System("booking");

    private final WishRows rows;
    private final EligibilityDesk eligibility;
    private final Agenda agenda;
    private final Services services;
    private final Offices offices;
    private final OfferClock offers;
    private final BookingSettings settings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    Line(
            WishRows rows,
            EligibilityDesk eligibility,
            @Lazy Agenda agenda,
            Services services,
            Offices offices,
            BookingSettings settings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.rows = rows;
        this.eligibility = eligibility;
        this.agenda = agenda;
        this.services = services;
        this.offices = offices;
        this.offers = OfferClock.of(settings);
        this.settings = settings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public boolean waitedFor(String service) {
        return rows.anybodyWaits(service);
    }

    @Override
    public boolean offered(Agenda.Freed place, Instant now) {
        var most = services.policy(place.service()).offer();
        var until = offers.until(now, place.startsAt(), most);
        if (until.isEmpty()) return false;
        var directory = offices.directory();
        var there = directory.countersFor(place.service()).stream()
                .filter(counter -> counter.office().equals(place.office()))
                .map(Counter::id)
                .collect(Collectors.toSet());
        var serves = directory.counter(place.counter()).map(Counter::serves).orElse(Set.of());
        var skipped = new HashSet<UUID>();
        while (true) {
            var next = rows.nextInLine(place, skipped, there, serves);
            if (next.isEmpty()) return false;
            var wish = next.get();
            if (mayHave(wish, place.startsAt())) {
                offer(wish, place, until.get(), now);
                return true;
            }
            skipped.add(wish.id());
        }
    }

    /// Rule C3: asked at the offer's door too. What is still to be stated can be stated once it is offered.
    private boolean mayHave(Kept wish, Instant startsAt) {
        var wanted = wish.wanted();
        return switch (eligibility.judge(
                wish.booker(), wanted.service(), wanted.matter(), () -> Optional.of(startsAt))) {
            case Eligibility.Answer.Fine _ -> true;
            case Eligibility.Answer.Wrong _ -> wish.booker() instanceof Actor.Citizen && wanted.instead() == null;
            case Eligibility.Answer.Refused _ -> false;
        };
    }

    private void offer(Kept wish, Agenda.Freed place, Instant until, Instant now) {
        var hold = agenda.keepFor(wish.booker().person(), place);
        rows.is(wish.id(), "OFFERED", wish.unanswered());
        var offer = rows.offer(wish, place, hold, until, now);
        audit.record(
                Act.of("waiting.offered"),
                SELF.doer(),
                subject(wish.id()),
                Map.of("startsAt", place.startsAt().toString(), "until", until.toString()));
        events.publishEvent(new SlotOffered(offer, place.service()));
    }

    /// A booking fulfils what its party waited for.
    void booked(Appointment appointment, Set<UUID> about) {
        for (var wish : rows.lockFulfilledBy(appointment.party(), appointment.service(), about)) end(wish, "FULFILLED");
    }

    /// Who gives up no longer waits to come earlier; who was called off by the office waits for any hour that suits.
    void givenUp(AppointmentId appointment, Actor by) {
        for (var wish : rows.lockInsteadOf(appointment)) {
            if (by instanceof Actor.Booker) end(wish, "LEFT");
            else rows.waitsForAny(wish.id());
        }
    }

    /// An offer that would no longer bring it forward is passed on.
    void moved(AppointmentId appointment, Instant to) {
        for (var wish : rows.lockInsteadOf(appointment)) {
            var open = rows.openOffer(wish.id());
            if (open.isEmpty() || open.get().offer().startsAt().isBefore(to)) continue;
            rows.is(wish.id(), "WAITING", wish.unanswered());
            passOn(open.get(), Offer.State.WITHDRAWN);
        }
    }

    void settled(AppointmentId appointment) {
        for (var wish : rows.lockInsteadOf(appointment)) end(wish, "ENDED");
    }

    /// The wish must be locked.
    void end(Kept wish, String state) {
        var open = rows.openOffer(wish.id());
        rows.end(wish.id(), state, clock.instant());
        open.ifPresent(made -> passOn(made, Offer.State.WITHDRAWN));
    }

    void passOn(WishRows.Made made, Offer.State as) {
        rows.answered(made.offer().id(), as, null, null, clock.instant());
        agenda.release(made.hold());
    }

    /// False when no offer ran out, or another node deals with all that did.
    boolean passOnOneThatRanOut() {
        var found = rows.oneWithAnOfferThatRanOut(clock.instant());
        if (found.isEmpty()) return false;
        var wish = found.get();
        var made = rows.openOffer(wish.id()).orElseThrow();
        if (agenda.withdrawn(made.hold()).isPresent()) {
            rows.is(wish.id(), "WAITING", wish.unanswered());
            passOn(made, Offer.State.WITHDRAWN);
            return true;
        }
        boolean last = wish.unanswered() + 1 >= settings.offersUnanswered();
        audit.record(Act.of("waiting.expired"), SELF.doer(), subject(wish.id()), Map.of());
        events.publishEvent(new OfferExpired(made.offer().id(), wish.wanted().service(), last));
        if (last) rows.end(wish.id(), "ENDED", clock.instant());
        else rows.is(wish.id(), "WAITING", wish.unanswered() + 1);
        passOn(made, Offer.State.EXPIRED);
        return true;
    }

    static Subject subject(UUID wish) {
        return new Subject("wish", wish);
    }
}
