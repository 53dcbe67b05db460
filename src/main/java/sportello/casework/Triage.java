package sportello.casework;

import java.util.Map;
import java.util.Set;

/// How the officer judged a case beforehand (rule C6): TO_EVALUATE → ACCEPTED ⇄ PAPERS_ASKED, and back while nobody
/// acted on it. Papers may be asked for more than once.
public enum Triage {
    TO_EVALUATE,
    ACCEPTED,
    PAPERS_ASKED;

    private static final Map<Triage, Set<Triage>> NEXT = Map.of(
            TO_EVALUATE, Set.of(ACCEPTED, PAPERS_ASKED),
            ACCEPTED, Set.of(PAPERS_ASKED),
            PAPERS_ASKED, Set.of(ACCEPTED, PAPERS_ASKED));

    private static final Map<Triage, Set<Triage>> BACK = Map.of(
            ACCEPTED, Set.of(TO_EVALUATE, PAPERS_ASKED),
            PAPERS_ASKED, Set.of(TO_EVALUATE, ACCEPTED, PAPERS_ASKED));

    public boolean mayBecome(Triage next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /// What an undone judgement may fall back to.
    public boolean mayFallBackTo(Triage before) {
        return BACK.getOrDefault(this, Set.of()).contains(before);
    }
}
