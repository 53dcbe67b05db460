package sportello.casework.spi;

import java.util.Map;
import java.util.UUID;
import sportello.booking.Appointment;
import sportello.identity.Actor;

/// What takes effect when a case is concluded, called in the concluding transaction; answered by the upper room.
public interface Effect {

    /// The name used by `ServicePolicy.effect`.
    String name();

    /// What the official should know before: reasons that would refuse it now, as keys of words; empty when none.
    Map<String, String> obstacles(Appointment appointment);

    Taken take(Appointment appointment, UUID caseId, Actor.Official by);

    sealed interface Taken {
        record InForce(UUID what) implements Taken {}

        record Refused(String reason, Map<String, String> facts) implements Taken {}
    }
}
