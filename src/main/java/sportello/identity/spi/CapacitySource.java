package sportello.identity.spi;

import java.util.List;
import java.util.UUID;
import sportello.identity.Actor;
import sportello.identity.PersonId;

/// Answers in which further capacities a person may act, asked at login, at each choice and at each request of a
/// person acting in one (so that a revocation holds at the next click).
public interface CapacitySource {

    List<Capacity> capacitiesOf(PersonId person);

    /// One capacity: a stable key for the choice (`delegation:…`, `staff:…`, `studio:…`), the actor's shape, and whose
    /// name to show.
    sealed interface Capacity {
        String key();

        record OnBehalfOf(String key, Actor.OnBehalf onBehalf, String delegatorName) implements Capacity {}

        /// A professional mandate is another thing than a personal delegation and is chosen separately (rule D12).
        record AsIntermediary(String key, UUID studio, String studioName) implements Capacity {}

        record AsStaff(String key, Actor.Official official, String officeName, String roleName) implements Capacity {

            /// With which its keys begin.
            public static final String PREFIX = "staff:";
        }
    }
}
