package sportello.platform;

/// Something whoever runs the installation has written or chosen stops the start; the message says what to mend.
public final class CannotStart extends IllegalStateException {

    public CannotStart(String what) {
        super(what);
    }
}
