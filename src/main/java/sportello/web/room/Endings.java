package sportello.web.room;

import java.util.Map;
import sportello.web.Frame;

/// How a meeting ended, in words for who took part.
final class Endings {

    /// What casework closes a room with → the words' key.
    private static final Map<String, String> KNOWN = Map.of(
            "concluded", "concluded",
            "aborted", "aborted",
            "second-appointment", "second",
            "second_appointment", "second",
            "lapsed", "lapsed",
            "called-off", "called-off");

    private Endings() {}

    static EndView of(Frame frame, Visit visit) {
        var outcome = visit.room().outcome() == null ? "" : visit.room().outcome();
        var key = "room.end." + KNOWN.getOrDefault(outcome, "other");
        var delegator = visit.entry().role().equals("delegator");
        var side = visit.ownIdentity() ? ".own" : ".guest";
        var delegate = visit.nameOf("delegate");
        var other = visit.nameOf("delegator");
        return new EndView(
                frame.say(key + ".title"),
                frame.say(
                        key + (delegator ? ".delegator" : ".text"),
                        "delegate",
                        delegate == null ? "" : delegate,
                        "delegator",
                        other == null ? "" : other),
                frame.say(key + side),
                key.endsWith("concluded"),
                visit.ownIdentity(),
                !key.endsWith("concluded"));
    }
}
