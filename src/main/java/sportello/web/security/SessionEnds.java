package sportello.web.security;

/// For whoever remembers something of a session at this node: it ended, or says something else from now on. A call
/// and no event: a session's id is a secret and goes no further than memory (rule D13).
public interface SessionEnds {

    /// What is now so was written before.
    void turned(String session);
}
