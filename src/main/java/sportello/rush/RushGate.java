package sportello.rush;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import sportello.identity.Actor;

/// The waiting room in front of a service's booking. It is there always and shows only when more people want in than
/// the service's policy lets in at once, or in the hours the policy names. Nobody queues who is not here to book:
/// officials, agents and people inside a meeting never come to this door.
public interface RushGate {

    /// Comes to the door, or back to it: the same person has one place there, whatever the device.
    Standing enter(String service, Actor.Booker by);

    /// How a place in the line stands as this node heard within the last second or two, without asking: for who looks
    /// often. It says nothing about whose place it is.
    Glance glance(String service, Ticket ticket);

    /// Those of these tickets that are not over. Their people were here just now.
    Set<UUID> stillHere(Collection<UUID> tickets);

    /// Has what they came for, or gives up the place.
    void leave(String service, Actor.Booker by);

    /// Is inside and found nothing to choose from: the place stays theirs, and keeps nobody out until
    /// they look again.
    void standAside(String service, Actor.Booker by);

    /// So many stand at this door that a node cannot treat them all: until that has passed for a while and nobody
    /// waits any more, whoever comes new takes a ticket, at every node. Who has a pass keeps it.
    void press(String service);

    /// So many come to this door at once: the line begins, or goes on. It takes no place from who is inside.
    void crowd(String service);

    sealed interface Standing {
        record Inside() implements Standing {}

        record Waiting(Ticket ticket) implements Standing {}
    }

    /// What a node can say of a ticket by itself.
    sealed interface Glance {
        record Waiting(Ticket ticket) implements Glance {}

        /// The door has called this number or a higher one: whoever goes there learns whether they are in.
        record Called() implements Glance {}

        record Unknown() implements Glance {}
    }
}
