package sportello.partners;

import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.PersonId;
import sportello.identity.spi.CapacitySource;
import sportello.identity.spi.CapacitySource.Capacity;

/// The door of the API: what an access token opens at this very request. Whose secret was withdrawn, whose delegation
/// ended or who left the studio a moment ago is let in no more (rules C3, D9, D12).
@Service
public class ApiAccess {

    private final AccessRows rows;
    private final UsesOfDelegations uses;
    private final ObjectProvider<CapacitySource> capacities;

    ApiAccess(AccessRows rows, UsesOfDelegations uses, ObjectProvider<CapacitySource> capacities) {
        this.rows = rows;
        this.uses = uses;
        this.capacities = capacities;
    }

    public sealed interface Knock {
        record Open(Bearer bearer) implements Knock {}

        record Unknown() implements Knock {}

        record TooMany(Quota quota) implements Knock {}

        /// The delegation or the studio under which the person acted.
        record CapacityEnded(Quota quota) implements Knock {}
    }

    /// Counts as a request of the program.
    ///
    /// @param actingAs the capacity in which the person acts in this request (rule D12), null for themselves; a
    /// machine acts as its token says
    public Knock knock(String token, @Nullable String actingAs) {
        return rows.knock(token).<Knock>map(known -> opened(known, actingAs)).orElseGet(Knock.Unknown::new);
    }

    /// What a machine has left of its minute once it has asked for a token: who guesses at people is stopped here.
    public Quota asksForToken(Partner machine) {
        return rows.count(machine.clientId(), machine.perMinute());
    }

    private Knock opened(AccessRows.Known known, @Nullable String actingAs) {
        if (known.quota().exceeded()) return new Knock.TooMany(known.quota());
        var scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(known.granted());
        scopes.retainAll(known.allowed());
        return actor(known, actingAs)
                .<Knock>map(actor -> new Knock.Open(
                        new Bearer(known.grant(), known.clientId(), actor, scopes, known.quota(), known.expiresAt())))
                .orElseGet(() -> new Knock.CapacityEnded(known.quota()));
    }

    private Optional<Actor> actor(AccessRows.Known known, @Nullable String actingAs) {
        var acting = known.acting();
        var level = known.level();
        var program = new Actor.Client(known.clientId(), PartnerRows.codes(known.granted()));
        if (acting == null || level == null) return actingAs == null ? Optional.of(program) : Optional.empty();
        if (!known.machine()) {
            var person = booker(acting, level, actingAs, known.channel());
            person.ifPresent(by -> uses.trace(known, by));
            return person.map(Actor.class::cast);
        }
        if (actingAs != null && !actingAs.equals(known.capacity())) return Optional.empty();
        return booker(acting, level, known.capacity(), known.channel())
                .map(person -> new Actor.Assisted(program, person, known.channel()));
    }

    /// The person in the capacity of that key, if it is still theirs.
    Optional<Actor.Booker> booker(PersonId person, Assurance level, @Nullable String capacity, Channel channel) {
        if (capacity == null || capacity.equals(ME))
            return Optional.of(new Actor.Citizen(person, level, null, channel));
        return capacities
                .orderedStream()
                .flatMap(source -> source.capacitiesOf(person).stream())
                .filter(one -> one.key().equals(capacity))
                .findFirst()
                .flatMap(one -> switch (one) {
                    case Capacity.OnBehalfOf on ->
                        Optional.of(new Actor.Citizen(person, level, on.onBehalf(), channel));
                    case Capacity.AsIntermediary as ->
                        Optional.of(new Actor.Intermediary(person, level, as.studio(), channel));
                    case Capacity.AsStaff _ -> Optional.<Actor.Booker>empty();
                });
    }

    /// For oneself: the key sessions keep too.
    static final String ME = "me";
}
