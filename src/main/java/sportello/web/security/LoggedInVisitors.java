package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.web.Visitors;

/// Who is logged in, as the head of every page shows them.
@Component
class LoggedInVisitors implements Visitors {

    private final Actors actors;
    private final Capacities capacities;
    private final People people;
    private final ObjectProvider<Offices> offices;

    LoggedInVisitors(Actors actors, Capacities capacities, People people, ObjectProvider<Offices> offices) {
        this.actors = actors;
        this.capacities = capacities;
        this.people = people;
        this.offices = offices;
    }

    @Override
    public Optional<Visitor> of(HttpServletRequest request) {
        return Actors.signedIn()
                .flatMap(who -> people.find(who.person()).map(person -> {
                    var actor = acting(request, who);
                    return new Visitor(
                            actor,
                            person.givenName(),
                            actor instanceof Actor.Citizen citizen && citizen.onBehalf() != null
                                    ? nameOf(citizen.onBehalf())
                                    : null,
                            actor instanceof Actor.Official official ? officeOf(official) : null,
                            !capacities.of(who.person()).isEmpty());
                }));
    }

    /// The page on which a person chooses again has a head too.
    private Actor acting(HttpServletRequest request, SignedIn who) {
        try {
            return actors.of(request)
                    .filter(actor -> !(actor instanceof Actor.Guest))
                    .orElseGet(() -> new Actor.Citizen(who.person(), who.assurance(), null));
        } catch (CapacityLost e) {
            return new Actor.Citizen(who.person(), who.assurance(), null);
        }
    }

    private String nameOf(Actor.OnBehalf onBehalf) {
        return people.find(onBehalf.delegator())
                .map(person -> person.fullName())
                .orElse("");
    }

    private String officeOf(Actor.Official official) {
        var kept = offices.getIfAvailable();
        return kept == null
                ? ""
                : kept.find(official.office()).map(Office::name).orElse("");
    }
}
