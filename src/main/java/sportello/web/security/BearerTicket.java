package sportello.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import sportello.partners.Bearer;

/// The shape in which Spring Security carries who calls the API. It gives no authority: scopes and verbs judge.
final class BearerTicket extends AbstractAuthenticationToken {

    private final transient Bearer bearer;

    BearerTicket(Bearer bearer) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.bearer = bearer;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Bearer getPrincipal() {
        return bearer;
    }

    @Override
    public String getName() {
        return bearer.clientId();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BearerTicket ticket && ticket.bearer.equals(bearer);
    }

    @Override
    public int hashCode() {
        return bearer.hashCode();
    }
}
