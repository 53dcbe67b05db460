package sportello.web.security;

/// The capacity a person chose is not theirs any more: a delegation ended, an office changed. They choose again.
public class CapacityLost extends RuntimeException {

    public CapacityLost() {
        super("The chosen capacity has ended", null, false, false);
    }
}
