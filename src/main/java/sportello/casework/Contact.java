package sportello.casework;

import java.time.Instant;

/// One attempt to reach the other side before the appointment (rule C7): when, on which number, with what outcome.
/// For officials only.
public record Contact(Instant at, String number, Outcome outcome, String note) {

    public enum Outcome {
        REACHED,
        NO_ANSWER,
        WRONG_NUMBER,
        CALL_BACK
    }
}
