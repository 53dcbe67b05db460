package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.identity.Channel;
import sportello.identity.PersonId;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;
import sportello.platform.RoomFunction;

/// Asks the room that knows who may book, by the name in the service's policy. A policy without a name lets everybody.
@Component
class EligibilityDesk implements SmartInitializingSingleton {

    static final Eligibility.Answer.Refused OTHER_OFFICE =
            new Eligibility.Answer.Refused("refusal.other-office", Map.of());

    private static final Eligibility.Answer.Fine FINE = new Eligibility.Answer.Fine();

    private final Supplier<List<Eligibility>> known;
    private final Services services;
    private final Offices offices;

    EligibilityDesk(ObjectProvider<Eligibility> known, Services services, Offices offices) {
        this.known = SingletonSupplier.of(() -> known.stream().toList());
        this.services = services;
        this.offices = offices;
    }

    /// A policy that names an eligibility nobody answers for stops the start, not the first person who books.
    @Override
    public void afterSingletonsInstantiated() {
        for (var policy : services.all()) if (!policy.eligibility().isEmpty()) named(policy.eligibility());
    }

    Eligibility.Answer mayBook(Actor.Booker by, String service) {
        var policy = services.find(service);
        if (policy.isEmpty()) return new Eligibility.Answer.Refused("refusal.service-unknown", Map.of());
        var elsewhere = notHere(by, policy.get());
        if (elsewhere.isPresent()) return elsewhere.get();
        var name = policy.get().eligibility();
        return name.isEmpty() ? FINE : named(name).mayBook(by.entitled(), service);
    }

    /// `startsAt` is asked for only where the day matters, and empty when the slot is held no longer: booking then
    /// answers so.
    Eligibility.Answer judge(Actor.Booker by, String service, Matter matter, Supplier<Optional<Instant>> startsAt) {
        var policy = services.find(service);
        if (policy.isEmpty()) return new Eligibility.Answer.Refused("refusal.service-unknown", Map.of());
        var elsewhere = notHere(by, policy.get());
        if (elsewhere.isPresent()) return elsewhere.get();
        var name = policy.get().eligibility();
        if (name.isEmpty()) return FINE;
        var judge = named(name);
        var who = by.entitled();
        if (!judge.judgesTheDay()) return judge.judge(who, service, matter);
        return startsAt.get()
                .map(hour -> LocalDate.ofInstant(hour, ProductClock.ROME))
                .map(day -> judge.judge(who, service, matter, day))
                .orElseGet(() -> judge.judge(who, service, matter));
    }

    /// What `judge` may be told with the answers typed, so that it asks nothing more.
    Optional<RoomFunction> knownBy(String service) {
        return asked(service).filter(each -> !each.judgesTheDay()).flatMap(Eligibility::knownBy);
    }

    /// The same with what the function of `knownBy` has just answered.
    Eligibility.Answer judge(Actor.Booker by, String service, Matter matter, Map<String, String> known) {
        var policy = services.policy(service);
        return notHere(by, policy)
                .orElseGet(() -> named(policy.eligibility()).judge(by.entitled(), service, matter, known));
    }

    /// Rule D3: the channels of the policy alone, and the front desk only where the kind of structure has one.
    private Optional<Eligibility.Answer> notHere(Actor.Booker by, ServicePolicy policy) {
        var channel = by.channel().code();
        if (!policy.channels().contains(channel))
            return Optional.of(
                    // The words choose by it, and what a text chooses by has no dash.
                    new Eligibility.Answer.Refused("refusal.channel", Map.of("channel", channel.replace('-', '_'))));
        if (by instanceof Actor.Assisted(Actor.Official official, var _, var at)
                && at == Channel.FRONT_DESK
                && offices.find(official.office())
                        .filter(office -> policy.kinds().contains(office.kind()))
                        .isEmpty()) return Optional.of(new Eligibility.Answer.Refused("refusal.front-desk", Map.of()));
        return Optional.empty();
    }

    /// Rule C4: where the policy lets no other office be chosen, only the counters of the competent one that has some.
    boolean mayBeAt(Actor.Booker by, String service, Matter matter, @Nullable UUID counter) {
        return mayBeAt(by, service, matter, competent -> counter != null && isAt(counter, competent));
    }

    /// The same of a place that is held; who holds nothing any more is told so elsewhere.
    boolean mayStayAt(Actor.Booker by, String service, Matter matter, Supplier<Optional<UUID>> counter) {
        return mayBeAt(
                by,
                service,
                matter,
                competent ->
                        counter.get().filter(held -> !isAt(held, competent)).isEmpty());
    }

    private boolean isAt(UUID counter, UUID office) {
        return offices.counter(counter)
                .filter(each -> each.office().equals(office))
                .isPresent();
    }

    /// `there`: whether it is at that office; asked only where it matters.
    private boolean mayBeAt(Actor.Booker by, String service, Matter matter, Predicate<UUID> there) {
        if (mayBeAnywhere(service)) return true;
        var competent = asked(service)
                .flatMap(each -> each.competent(by.entitled(), matter))
                .filter(office -> offices.countersFor(service).stream()
                        .anyMatch(each -> each.office().equals(office)));
        return competent.isEmpty() || there.test(competent.get());
    }

    /// The same before the matter is stated in full: what the office depends on must be named.
    Eligibility.Answer mayHoldAt(Actor.Booker by, String service, Matter matter, @Nullable UUID office) {
        if (mayBeAnywhere(service)) return FINE;
        boolean unknown = asked(service)
                .filter(Eligibility::competentByMatter)
                .filter(each -> each.competent(by.entitled(), matter).isEmpty())
                .isPresent();
        if (unknown) return new Eligibility.Answer.Refused("refusal.competent-unknown", Map.of());
        return mayBeAt(by, service, matter, competent -> competent.equals(office)) ? FINE : OTHER_OFFICE;
    }

    private boolean mayBeAnywhere(String service) {
        return services.find(service).filter(policy -> !policy.anywhere()).isEmpty();
    }

    boolean mayHandle(Actor.Booker by, String service, Matter matter) {
        return asked(service)
                .map(each -> each.mayHandle(by.entitled(), service, matter))
                .orElse(true);
    }

    boolean belongs(PersonId person, UUID party, String service) {
        return asked(service)
                .map(each -> each.belongs(person, party))
                .orElseGet(() -> person.value().equals(party));
    }

    Set<UUID> partiesOf(PersonId person) {
        var parties = new HashSet<>(Set.of(person.value()));
        known.get().forEach(each -> parties.addAll(each.partiesOf(person)));
        return parties;
    }

    private Optional<Eligibility> asked(String service) {
        return services.find(service)
                .map(ServicePolicy::eligibility)
                .filter(name -> !name.isEmpty())
                .map(this::named);
    }

    private Eligibility named(String name) {
        return known.get().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody answers for the eligibility '" + name + "'"));
    }
}
