package sportello.web.security;

/// At this node a session ended, or says something else from now on. For whoever remembers something of it here; kept
/// nowhere and told to no other node.
///
/// @param id names the session, so it goes no further than memory
public record SessionTurned(String id) {

    @Override
    public String toString() {
        return "SessionTurned";
    }
}
