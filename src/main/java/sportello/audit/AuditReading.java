package sportello.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the auditor reads: entries about one thing, oldest first, and whether the chain still holds.
public interface AuditReading {

    List<Entry> about(Subject subject);

    Soundness check();

    record Entry(long id, Instant at, Act act, Doer doer, Subject subject, Map<String, String> facts, boolean sealed) {}

    /// `brokenAt`: the first entry whose link or head does not hold, zero when all do.
    record Soundness(long entries, long sealed, long brokenAt) {}
}
