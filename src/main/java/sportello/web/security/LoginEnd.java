package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.web.LocalPath;

/// The end of a login: the level judged (rule D1), the person found or registered, the first page chosen.
@Component
class LoginEnd implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LoginEnd.class);

    private final People people;
    private final Capacities capacities;

    LoginEnd(People people, Capacities capacities) {
        this.people = people;
        this.capacities = capacities;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        SecurityContextHolder.clearContext();
        if (!(authentication.getPrincipal() instanceof OidcUser attested)) {
            throw new IllegalStateException("Not an OpenID Connect login");
        }
        var level = AttestedLevel.of(attested.getClaimAsString("acr"));
        if (!level.atLeast(Assurance.SUBSTANTIAL)) {
            response.sendRedirect("/login/refused");
            return;
        }
        var person = people.loggedIn(facts(attested));
        var next = LocalPath.or((String) request.getAttribute(LoginStart.NEXT), "");
        var staff = staff(person.id());
        var who = new SignedIn(person.id(), level, capacityFor(next, staff));
        capacities.keep(request, response, who);
        response.sendRedirect(next.isEmpty() ? firstPage(person.id(), staff) : next);
    }

    private @Nullable String capacityFor(String next, Optional<Capacity.AsStaff> staff) {
        var place = next.replaceFirst("[?#].*", "");
        var forTheDesk = place.isEmpty() || place.equals("/office") || place.startsWith("/office/");
        return forTheDesk ? staff.map(Capacity.AsStaff::key).orElse(null) : null;
    }

    private String firstPage(PersonId person, Optional<Capacity.AsStaff> staff) {
        if (staff.isPresent()) return "/office";
        return capacities.of(person).isEmpty() ? "/home" : "/capacity";
    }

    /// Staff who work in one office start there; in several, they choose.
    private Optional<Capacity.AsStaff> staff(PersonId person) {
        var desks = capacities.of(person).stream()
                .filter(Capacity.AsStaff.class::isInstance)
                .map(Capacity.AsStaff.class::cast)
                .toList();
        return desks.size() == 1 ? Optional.of(desks.getFirst()) : Optional.empty();
    }

    private static People.LoggedIn facts(OidcUser user) {
        var fiscalNumber = Optional.ofNullable(user.getClaimAsString("fiscal_number"))
                .or(() -> Optional.ofNullable(user.getClaimAsString("fiscalNumber")));
        return new People.LoggedIn(
                issuer(user),
                user.getName(),
                Optional.ofNullable(user.getGivenName()).orElse(""),
                Optional.ofNullable(user.getFamilyName()).orElse(""),
                fiscalNumber.orElse(null),
                bornOn(user.getBirthdate()),
                user.getPhoneNumber(),
                user.getEmail());
    }

    private static String issuer(OidcUser user) {
        var issuer = user.getIssuer();
        if (issuer == null) throw new IllegalStateException("An identity token without issuer");
        return issuer.toString();
    }

    private static @Nullable LocalDate bornOn(@Nullable String claim) {
        try {
            return claim == null ? null : LocalDate.parse(claim);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /// A login that was given up, or came back to another browser, starts again; why stands in the log, not the page.
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        var code = problem instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : problem.getClass().getSimpleName();
        LOG.warn("A login did not succeed: {} {}", code, problem.getMessage());
        response.sendRedirect("/login?failed=" + (code.equals("access_denied") ? "given-up" : "again"));
    }
}
