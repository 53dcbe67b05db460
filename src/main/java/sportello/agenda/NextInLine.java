package sportello.agenda;

import java.time.Instant;

/// Who waits for a place that becomes free, answered by the room above that keeps the line (rule G8).
public interface NextInLine {

    /// Whether anybody waits for this service at all: the cheap question before the others.
    boolean waitedFor(String service);

    /// Asked in the transaction that frees the place, before anybody else can see it. True when it is kept for somebody
    /// now (`Agenda.keepFor`); false lets it go.
    boolean offered(Agenda.Freed place, Instant now);
}
