package sportello.web.office.opening;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.web.Answer;

/// Whose counters a manager keeps: those of the own office; any other is unknown (rule G13).
@Component
class Managers {

    private final Offices offices;
    private final Services services;

    Managers(Offices offices, Services services) {
        this.offices = offices;
        this.services = services;
    }

    static void check(Actor.Official official) {
        if (!official.may(Right.MANAGE_OFFICE)) throw Answer.unknown();
    }

    List<Counter> counters(Actor.Official official) {
        return services.all().stream()
                .flatMap(policy -> offices.countersFor(policy.code()).stream())
                .filter(counter -> counter.office().equals(official.office()))
                .sorted(Comparator.comparing(Counter::service).thenComparing(Counter::number))
                .toList();
    }

    Counter counter(Actor.Official official, UUID id) {
        check(official);
        return offices.counter(id)
                .filter(counter -> counter.office().equals(official.office()))
                .orElseThrow(Answer::unknown);
    }
}
