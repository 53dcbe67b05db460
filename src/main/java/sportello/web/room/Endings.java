package sportello.web.room;

import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /// In a room that is not recorded nothing takes effect: what comes of the talk is read in the appointment.
    private static EndView talk(Frame frame, String outcome, Visit visit, @Nullable String appointment) {
        var key = "room.end.talk."
                + switch (outcome) {
                    case "concluded" -> "held";
                    case "second-appointment" -> "second";
                    default -> "other";
                };
        return new EndView(
                frame.say(key + ".title"),
                frame.say(key + ".text"),
                frame.say(visit.ownIdentity() ? "room.end.talk.own" : "room.end.talk.guest"),
                false,
                visit.ownIdentity(),
                false,
                appointment);
    }

    static EndView of(Frame frame, Visit visit, @Nullable String appointment) {
        var outcome = visit.room().outcome() == null ? "" : visit.room().outcome();
        if (visit.unrecorded()) return talk(frame, outcome, visit, appointment);
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
                !key.endsWith("concluded"),
                null);
    }
}
