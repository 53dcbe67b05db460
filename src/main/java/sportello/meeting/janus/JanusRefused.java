package sportello.meeting.janus;

/// Janus said no, or did not answer: `code` as Janus numbers its errors, 0 for silence.
final class JanusRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    final int code;

    JanusRefused(int code, String why) {
        super("Janus: " + code + " " + why);
        this.code = code;
    }
}
