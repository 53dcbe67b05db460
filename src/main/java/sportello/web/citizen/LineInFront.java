package sportello.web.citizen;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import sportello.identity.Actor;

/// The line in front of a service, for every page on which one of its hours is chosen.
public interface LineInFront {

    /// False when they have to wait: the answer then leads to the line, and from there back.
    boolean passes(HttpServletRequest request, HttpServletResponse response, String service, Actor.Booker by);
}
