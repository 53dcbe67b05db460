package sportello.casework;

import java.util.List;
import java.util.Optional;
import sportello.meeting.Entry;
import sportello.meeting.RecordingState;
import sportello.offices.ServicePolicy;

/// The officer's script (rule D14): in any order, each step with yes or no, the moment alone only while who books is
/// out of the room and the other parties are in it.
record Script(ServicePolicy policy) {

    static final String YES = "yes";

    /// Why this step cannot be ticked now, as a key of words; empty when it can.
    Optional<String> refuses(String step, String outcome, List<Entry> people) {
        var found =
                policy.script().stream().filter(it -> it.code().equals(step)).findFirst();
        if (found.isEmpty()) return Optional.of("case.refused.no_such_step");
        if (!List.of(YES, "no").contains(outcome)) return Optional.of("case.refused.yes_or_no");
        if (!found.get().alone()) return Optional.empty();
        for (var party : requiredParties()) {
            var entry =
                    people.stream().filter(it -> it.role().equals(party.role())).findFirst();
            if (goesOut(party)) {
                if (entry.filter(it -> it.outAt() != null).isEmpty()) return Optional.of("case.refused.not_alone");
            } else if (entry.filter(Entry::inside).isEmpty()) {
                return Optional.of("case.refused.nobody_to_hear");
            }
        }
        return Optional.empty();
    }

    /// A step ticked while the recording has a gap counts as undone.
    boolean counts(CaseFile.Tick tick, RecordingState recording) {
        return tick.counts() && (!policy.recorded() || !recording.inGap(tick.at()));
    }

    List<ServicePolicy.Party> requiredParties() {
        return policy.parties().stream().filter(ServicePolicy.Party::required).toList();
    }

    private static boolean goesOut(ServicePolicy.Party party) {
        return party.entersWith().equals("identity");
    }
}
