package sportello.meeting;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;

/// Guidelines 2020, rule C11: a consultancy is never recorded. Whoever asks for it all the same is refused, and that
/// they asked is kept, whatever becomes of the request.
@Component
public class NeverRecorded {

    private final AuditTrail audit;

    NeverRecorded(AuditTrail audit) {
        this.audit = audit;
    }

    /// @param asked what was asked for: a message of the socket (`publish`, `answer`, `trickle`) or the `notice`
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void tried(Room room, Doer by, String asked) {
        if (room.plan().recorded()) throw new IllegalArgumentException("This room is recorded");
        audit.record(
                Act.of("meeting.recording-refused"),
                by,
                new Subject("room", room.id().value()),
                Map.of("asked", asked));
    }
}
