package sportello.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import sportello.partners.ApiAccess;
import sportello.partners.ApiAccess.Knock;

/// Lets in whoever brings an access token that opens something now, and nobody else: a cookie counts for nothing here.
final class BearerFilter extends OncePerRequestFilter {

    /// In which of their capacities the person acts in this request; without it for themselves.
    private static final String ACTING_AS = "Acting-As";

    /// Of two, somebody on the way might heed the other than we.
    private static final List<String> ONCE = List.of(HttpHeaders.AUTHORIZATION, ACTING_AS, "Idempotency-Key");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,512}=*");

    private final ApiAccess access;
    private final ApiRefusals refusals;

    BearerFilter(ApiAccess access, ApiRefusals refusals) {
        this.access = access;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContextHolder.clearContext();
        if (ONCE.stream().anyMatch(name -> isTwice(request, name))) {
            refusals.ambiguous(request, response);
            return;
        }
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            refusals.tokenMissing(request, response);
            return;
        }
        var token = token(header);
        if (token.isEmpty()) {
            refusals.tokenInvalid(request, response);
            return;
        }
        switch (access.knock(token.get(), request.getHeader(ACTING_AS))) {
            case Knock.Unknown() -> refusals.tokenInvalid(request, response);
            case Knock.TooMany(var quota) -> {
                refusals.say(response, quota);
                refusals.tooMany(request, response, quota);
            }
            case Knock.CapacityEnded(var quota) -> {
                refusals.say(response, quota);
                refusals.capacity(request, response, "capacity-ended");
            }
            case Knock.Open(var bearer) -> {
                refusals.say(response, bearer.quota());
                SecurityContextHolder.setContext(new SecurityContextImpl(new BearerTicket(bearer)));
                chain.doFilter(request, response);
            }
        }
    }

    private static boolean isTwice(HttpServletRequest request, String name) {
        var values = request.getHeaders(name);
        if (!values.hasMoreElements()) return false;
        values.nextElement();
        return values.hasMoreElements();
    }

    static Optional<String> token(String header) {
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) return Optional.empty();
        return Optional.of(header.substring(7).strip()).filter(TOKEN.asMatchPredicate());
    }
}
