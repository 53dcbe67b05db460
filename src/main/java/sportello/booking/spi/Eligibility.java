package sportello.booking.spi;

import java.util.Map;
import sportello.booking.Matter;
import sportello.identity.Actor;

/// Who may book a service, answered by the room that knows. Asked inside hold, confirm, move and offer, whichever door.
public interface Eligibility {

    /// The name used by `ServicePolicy.eligibility`.
    String name();

    /// Before anything is typed.
    Answer mayBook(Actor.Citizen by);

    /// Inside confirm: the whole matter. Must answer the same whatever the product knows of third parties (rule G14).
    Answer judge(Actor.Citizen by, Matter matter);

    sealed interface Answer {
        record Fine() implements Answer {}

        record Refused(String reason, Map<String, String> facts) implements Answer {}

        /// Field name → key of words.
        record Wrong(Map<String, String> fields) implements Answer {}
    }
}
