package sportello.booking.spi;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.platform.RoomFunction;

/// Who may book a service, answered by the room that knows. Asked inside hold, confirm, move and offer, whichever door.
public interface Eligibility {

    /// The name used by `ServicePolicy.eligibility`.
    String name();

    /// Before anything is typed.
    Answer mayBook(Actor.Booker by, String service);

    /// Inside confirm: the whole matter. Must answer the same whatever the product knows of third parties (rule G14).
    Answer judge(Actor.Booker by, String service, Matter matter);

    /// The function of this room's schema that answers what judging takes of a person on a day, by
    /// name: `(uuid, date) returns table (known jsonb)`, one row for anybody. It is asked in the same
    /// question as what they typed (docs/decisions/0027); empty when judging asks by itself. Only for
    /// who does not judge the day.
    default Optional<RoomFunction> knownBy() {
        return Optional.empty();
    }

    /// The same with what that function has just answered of who books.
    default Answer judge(Actor.Booker by, String service, Matter matter, Map<String, String> known) {
        return judge(by, service, matter);
    }

    /// Whether the day of the appointment matters; then it is looked up.
    default boolean judgesTheDay() {
        return false;
    }

    /// The same for an appointment on that day in Rome, once one is chosen (a mandate may end before, rule C3). Asked
    /// only of who says that the day matters.
    default Answer judge(Actor.Booker by, String service, Matter matter, LocalDate day) {
        return judge(by, service, matter);
    }

    /// The office competent for this matter, where one is (rule C4).
    default Optional<UUID> competent(Actor.Booker by, Matter matter) {
        return Optional.empty();
    }

    /// Whether the competent office follows from the matter: before it is named nobody can say which.
    default boolean competentByMatter() {
        return false;
    }

    /// Whether who acts for the appointment's party may see and touch this appointment (a member not enabled for its
    /// Cassetto may not, rule C3).
    default boolean mayHandle(Actor.Booker by, String service, Matter matter) {
        return true;
    }

    /// Whether this person belongs to the party, so that as an official they keep out (rule G13).
    default boolean belongs(PersonId person, UUID party) {
        return partiesOf(person).contains(party);
    }

    /// The same seen from the person: every party they belong to.
    default Set<UUID> partiesOf(PersonId person) {
        return Set.of(person.value());
    }

    sealed interface Answer {
        /// `about`: things for each of which one appointment may be open at a time (the questions it is lit on, rule
        /// C4); empty when it is one per person and service.
        record Fine(Set<UUID> about) implements Answer {
            public Fine {
                about = Set.copyOf(about);
            }

            public Fine() {
                this(Set.of());
            }
        }

        record Refused(String reason, Map<String, String> facts) implements Answer {}

        /// Field name → key of words.
        record Wrong(Map<String, String> fields) implements Answer {}
    }
}
