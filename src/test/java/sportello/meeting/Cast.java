package sportello.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.Right;

/// Anna, who delegates and has no digital identity; Bruno, who logs in; Carla, who holds the meeting; Elena, her
/// colleague. Each call of `room()` is a new room of theirs.
public class Cast {

    public static final UUID OFFICE = UUID.fromString("0198b4a0-0000-7000-8000-00000000b010");

    private final People people;
    private final Rooms rooms;

    Cast(People people, Rooms rooms) {
        this.people = people;
        this.rooms = rooms;
    }

    private Person person(String name) {
        return people.loggedIn(new People.LoggedIn("https://login.example", name, name, "", null, null, null, null));
    }

    public Actor.Citizen bruno() {
        return new Actor.Citizen(person("Bruno").id(), Assurance.SUBSTANTIAL, null);
    }

    public Actor.Citizen dario() {
        return new Actor.Citizen(person("Dario").id(), Assurance.HIGH, null);
    }

    public Actor.Official carla() {
        return official("Carla", OFFICE, EnumSet.of(Right.HOLD_MEETINGS));
    }

    public Actor.Official elena() {
        return official("Elena", OFFICE, EnumSet.of(Right.HOLD_MEETINGS, Right.MANAGE_OFFICE));
    }

    public Actor.Official official(String name, UUID office, Set<Right> rights) {
        return new Actor.Official(
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                person(name).id(),
                office,
                Set.of(),
                rights);
    }

    public RoomPlan plan(Instant startsAt) {
        return plan(startsAt, OFFICE, true, 5);
    }

    public RoomPlan plan(Instant startsAt, UUID office, boolean recorded, int mostPeople) {
        return new RoomPlan(
                UUID.randomUUID(),
                office,
                "Deleghe dell'Identità Digitale in Web Meeting",
                startsAt,
                startsAt.plus(Duration.ofMinutes(20)),
                Duration.ofMinutes(30),
                recorded,
                true,
                mostPeople,
                new RoomPlan.CodePolicy(6, 5, Duration.ofMinutes(15), 3),
                List.of(
                        new RoomPlan.Guest("delegate", "Bruno", bruno().person(), "it"),
                        new RoomPlan.Guest("delegator", "Anna", null, "it")));
    }

    /// A consultancy in the own room: never recorded, no camera needed, Dario enters by login alone.
    public RoomPlan talk(Instant startsAt, UUID office) {
        return new RoomPlan(
                UUID.randomUUID(),
                office,
                "Consulenza",
                startsAt,
                startsAt.plus(Duration.ofMinutes(20)),
                Duration.ofMinutes(30),
                false,
                false,
                4,
                new RoomPlan.CodePolicy(6, 5, Duration.ofMinutes(15), 3),
                List.of(new RoomPlan.Guest("intermediary", "Dario Intermediario", dario().person(), "it", true)));
    }

    public Meeting meeting(RoomPlan plan) {
        return new Meeting(rooms.prepare(plan));
    }

    public final class Meeting {
        public final RoomId id;
        public final UUID about;
        public final EntryId bruno;
        public final EntryId anna;

        Meeting(Room room) {
            this.id = room.id();
            this.about = room.plan().about();
            this.bruno = role("delegate");
            this.anna = role("delegator");
        }

        private EntryId role(String role) {
            return rooms.entries(id).stream()
                    .filter(entry -> entry.role().equals(role))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        public Entry entry(EntryId id) {
            return rooms.entry(id).orElseThrow();
        }

        public String code(EntryId id) {
            return rooms.codeForDelivery(id).orElseThrow();
        }

        public Actor asAnna() {
            return new Actor.Guest(anna.value());
        }

        public Rooms.Knock knock(EntryId id, String code, String browser) {
            return knock(id, code, browser, null);
        }

        public Rooms.Knock knock(EntryId id, String code, String browser, @Nullable Actor by) {
            var actor = by != null ? by : id.equals(anna) ? asAnna() : Cast.this.bruno();
            return rooms.knock(entry(id).publicRef(), actor, code, browser);
        }

        /// Waiting, having read and accepted the notice.
        public void ready(EntryId id) {
            rooms.seen(id);
            rooms.acknowledge(id, "2027-01", java.util.Locale.ITALIAN, id.equals(anna) ? asAnna() : Cast.this.bruno());
        }

        public Room room() {
            return rooms.find(id).orElseThrow();
        }
    }
}
