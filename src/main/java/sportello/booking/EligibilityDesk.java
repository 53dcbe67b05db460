package sportello.booking;

import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.offices.Services;

/// Asks the room that knows who may book, by the name in the service's policy. A policy without a name lets everybody.
@Component
class EligibilityDesk implements SmartInitializingSingleton {

    private static final Eligibility.Answer.Fine FINE = new Eligibility.Answer.Fine();

    private final ObjectProvider<Eligibility> known;
    private final Services services;

    EligibilityDesk(ObjectProvider<Eligibility> known, Services services) {
        this.known = known;
        this.services = services;
    }

    /// A policy that names an eligibility nobody answers for stops the start, not the first person who books.
    @Override
    public void afterSingletonsInstantiated() {
        for (var policy : services.all()) if (!policy.eligibility().isEmpty()) named(policy.eligibility());
    }

    Eligibility.Answer mayBook(Actor.Citizen by, String service) {
        var policy = services.find(service);
        if (policy.isEmpty()) return new Eligibility.Answer.Refused("refusal.service-unknown", Map.of());
        var name = policy.get().eligibility();
        return name.isEmpty() ? FINE : named(name).mayBook(by);
    }

    Eligibility.Answer judge(Actor.Citizen by, String service, Matter matter) {
        var policy = services.find(service);
        if (policy.isEmpty()) return new Eligibility.Answer.Refused("refusal.service-unknown", Map.of());
        var name = policy.get().eligibility();
        return name.isEmpty() ? FINE : named(name).judge(by, matter);
    }

    private Eligibility named(String name) {
        return known.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody answers for the eligibility '" + name + "'"));
    }
}
