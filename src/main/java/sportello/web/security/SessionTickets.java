package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import sportello.identity.Assurance;
import sportello.identity.PersonId;

/// Keeps three plain words in the session, nothing else: the session of yesterday's version opens in today's, and a
/// row of the session table names nobody.
@Component
class SessionTickets implements SecurityContextRepository {

    static final String PERSON = "person";
    private static final String ASSURANCE = "assurance";
    static final String CAPACITY = "capacity";

    /// Who somebody is here, how surely, in which capacity.
    static final Set<String> WORDS = Set.of(PERSON, ASSURANCE, CAPACITY);

    @Override
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return context(holder.getRequest());
    }

    @Override
    public org.springframework.security.core.context.DeferredSecurityContext loadDeferredContext(
            HttpServletRequest request) {
        return new org.springframework.security.core.context.DeferredSecurityContext() {
            private @Nullable SecurityContext loaded;

            @Override
            public SecurityContext get() {
                if (loaded == null) loaded = context(request);
                return loaded;
            }

            @Override
            public boolean isGenerated() {
                return get().getAuthentication() == null;
            }
        };
    }

    private static SecurityContext context(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(PERSON) instanceof String person)
                || !(session.getAttribute(ASSURANCE) instanceof String assurance)) {
            return SecurityContextHolder.createEmptyContext();
        }
        var who = new SignedIn(
                PersonId.of(person), Assurance.valueOf(assurance), (String) session.getAttribute(CAPACITY));
        return new SecurityContextImpl(who.ticket());
    }

    /// A session comes to be only here, for somebody who logged in.
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        if (context.getAuthentication() instanceof SignedIn.Ticket ticket) {
            var who = ticket.getPrincipal();
            var session = request.getSession(true);
            session.setAttribute(PERSON, who.person().toString());
            session.setAttribute(ASSURANCE, who.assurance().name());
            if (who.capacity() == null) session.removeAttribute(CAPACITY);
            else session.setAttribute(CAPACITY, who.capacity());
        } else if (context.getAuthentication() == null) {
            var session = request.getSession(false);
            if (session != null) session.removeAttribute(PERSON);
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(PERSON) != null;
    }
}
