package sportello.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;

/// Answers who is at a page. Implemented by the part of this door that keeps logins.
public interface Visitors {

    /// Empty for whoever is not logged in (a guest in a room too).
    Optional<Visitor> of(HttpServletRequest request);

    /// Who is logged in and how they act now.
    ///
    /// @param givenName shown in the head of every page
    /// @param onBehalfOf whose name follows *Per conto di*, null when acting for oneself
    /// @param officeName the office of a member of staff acting as such, null otherwise
    /// @param studioName the studio a member acts for, null otherwise
    /// @param mayChoose there is more than one capacity to choose from
    /// @param unread notices not read yet
    record Visitor(
            Actor actor,
            String givenName,
            @Nullable String onBehalfOf,
            @Nullable String officeName,
            @Nullable String studioName,
            boolean mayChoose,
            int unread) {}
}
