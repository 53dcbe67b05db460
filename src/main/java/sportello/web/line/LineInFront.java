package sportello.web.line;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import sportello.identity.Actor;

/// The line in front of a service, for every page on which one of its hours is chosen.
public interface LineInFront {

    /// False when they have to wait: the answer is then the line, or leads there, and from there back.
    boolean passes(HttpServletRequest request, HttpServletResponse response, String service, Actor.Booker by)
            throws IOException;
}
