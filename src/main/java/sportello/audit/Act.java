package sportello.audit;

/// The name of an act, in the past tense and dotted by room: `booking.confirmed`, `meeting.admitted`.
public record Act(String name) {

    public static Act of(String name) {
        return new Act(name);
    }
}
