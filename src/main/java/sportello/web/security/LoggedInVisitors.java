package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.web.Visitors;

/// Who is logged in, as the head of every page shows them.
@Component
class LoggedInVisitors implements Visitors {

    private final Actors actors;
    private final Capacities capacities;
    private final HeadRows heads;
    private final People people;
    private final ObjectProvider<Offices> offices;

    LoggedInVisitors(
            Actors actors, Capacities capacities, HeadRows heads, People people, ObjectProvider<Offices> offices) {
        this.heads = heads;
        this.actors = actors;
        this.capacities = capacities;
        this.people = people;
        this.offices = offices;
    }

    @Override
    public Optional<Visitor> of(HttpServletRequest request) {
        return Actors.signedIn()
                .flatMap(who -> heads.of(who.person()).map(head -> {
                    var actor = acting(request, who);
                    return new Visitor(
                            actor,
                            head.givenName(),
                            actor instanceof Actor.Citizen citizen && citizen.onBehalf() != null
                                    ? nameOf(citizen.onBehalf())
                                    : null,
                            actor instanceof Actor.Official official ? officeOf(official) : null,
                            actor instanceof Actor.Intermediary member
                                    ? studioOf(capacities.of(who.person()), member)
                                    : null,
                            head.chooses(),
                            head.unread());
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

    private static @Nullable String studioOf(List<Capacity> mine, Actor.Intermediary member) {
        return mine.stream()
                .filter(Capacity.AsIntermediary.class::isInstance)
                .map(Capacity.AsIntermediary.class::cast)
                .filter(as -> as.studio().equals(member.studio()))
                .map(Capacity.AsIntermediary::studioName)
                .findFirst()
                .orElse(null);
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
