package sportello.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import sportello.identity.Assurance;
import sportello.identity.PersonId;

/// A person who logged in, how surely, and the capacity they chose (`null` until they choose: for themselves).
public record SignedIn(
        PersonId person, Assurance assurance, @Nullable String capacity) {

    /// The choice of acting for oneself, once made.
    public static final String ME = "me";

    public SignedIn in(String chosen) {
        return new SignedIn(person, assurance, chosen);
    }

    public Ticket ticket() {
        return new Ticket(this);
    }

    /// The shape in which Spring Security carries it. It gives no authority: every verb judges the actor.
    public static final class Ticket extends AbstractAuthenticationToken {
        private final transient SignedIn who;

        Ticket(SignedIn who) {
            super(AuthorityUtils.NO_AUTHORITIES);
            this.who = who;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public SignedIn getPrincipal() {
            return who;
        }

        @Override
        public String getName() {
            return who.person().toString();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Ticket ticket && ticket.who.equals(who);
        }

        @Override
        public int hashCode() {
            return who.hashCode();
        }
    }
}
