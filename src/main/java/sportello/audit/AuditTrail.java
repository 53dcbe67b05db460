package sportello.audit;

import java.util.Map;

/// What was done, by whom, on what. Written with the act, in its transaction; sealed into a signed chain afterwards.
/// Facts are ids and plain words: never names, tax codes, codes or secrets (rules D13, G12).
public interface AuditTrail {

    void record(Act act, Doer doer, Subject subject, Map<String, String> facts);

    default void record(Act act, Doer doer, Subject subject) {
        record(act, doer, subject, Map.of());
    }
}
