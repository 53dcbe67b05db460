package sportello.offices;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.platform.IdempotencyKey;

/// Offices, their staff and counters.
public interface Offices {

    Optional<Office> find(UUID office);

    List<Office> all(Collection<UUID> offices);

    List<Counter> countersFor(String service);

    /// Everything as it stands now; kept in memory, one short question of the database tells whether it still does.
    Directory directory();

    /// The same as this node last knew it: for who reads the stamp in a statement of their own.
    Directory lastKnown();

    /// The one under that stamp, read anew if it is another.
    Directory directory(UUID stamp);

    /// The structure that the body knows by this code.
    Optional<Office> withCode(String code);

    /// Opens an office, or renews it, and lets the body's code name it.
    Office open(Office office, String code);

    /// Where this person went last for the service, or chose to go.
    Optional<Office> usual(PersonId person, String service);

    void remember(PersonId person, String service, UUID office);

    Optional<Counter> counter(UUID counter);

    Office open(Office office);

    /// The office's first counter of the service; opened again, it has so many desks.
    Counter openCounter(UUID office, String service, int desks);

    /// A further counter of the same office and service, serving the same needs (rule G9).
    /// Under the same key it opens once: then it is empty, and the key is the id of the counter that is there.
    Optional<Counter> openAnother(Counter like, int desks, IdempotencyKey key, Actor by);

    /// A member of staff with rights in one office; the same person and office yield the same staff id.
    Actor.Official employ(PersonId person, UUID office, String roleName, Set<Right> rights);

    /// A unit of an office; opened again with the same code, its name and mailbox are renewed.
    Unit openUnit(UUID office, String code, String name, String mailbox);

    Optional<Unit> unit(UUID unit);

    Optional<Unit> unit(UUID office, String code);

    /// Puts a member of staff into a unit of their office.
    void assign(UUID staff, UUID unit);

    /// Who works in a unit, by name.
    List<StaffMember> staffOf(UUID unit);

    /// Everybody employed in an office, with their rights and units.
    List<Actor.Official> officials(UUID office);

    /// Display name of a member of staff (given name), for people in the room.
    Optional<StaffMember> staff(UUID staff);

    record StaffMember(UUID id, PersonId person, UUID office, String name, String roleName) {}
}
