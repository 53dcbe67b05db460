package sportello.web;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.offices.Unit;

/// Which officials have a queue of consultancies to prepare: those of a unit that some service's policy names, or of
/// the whole office where one is open that names none.
@Component
public class UnitDuty {

    private final Offices offices;
    private final Services services;

    UnitDuty(Offices offices, Services services) {
        this.offices = offices;
        this.services = services;
    }

    public boolean has(Actor.Official by) {
        if (!by.may(Right.HOLD_MEETINGS)) return false;
        return !units(by).isEmpty() || wholeOffice(by);
    }

    /// The office has a counter of a service that names no unit.
    private boolean wholeOffice(Actor.Official by) {
        return prepared().stream()
                .filter(policy -> policy.unit().isEmpty())
                .flatMap(policy -> offices.countersFor(policy.code()).stream())
                .anyMatch(counter -> counter.office().equals(by.office()));
    }

    /// The units of this official that prepare something, by name.
    public List<Unit> units(Actor.Official by) {
        var codes = prepared().stream().map(ServicePolicy::unit).toList();
        return by.units().stream()
                .map(unit -> offices.unit(unit).orElse(null))
                .filter(Objects::nonNull)
                .filter(unit -> codes.contains(unit.code()))
                .sorted(Comparator.comparing(Unit::name))
                .toList();
    }

    private List<ServicePolicy> prepared() {
        return services.all().stream().filter(ServicePolicy::evaluatedBefore).toList();
    }
}
