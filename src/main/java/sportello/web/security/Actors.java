package sportello.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.partners.Bearer;
import sportello.platform.Reference;

/// Says who is acting in a request. The chosen capacity is asked again each time, so that a revocation holds at the
/// next click; whoever lost it gets `CapacityLost`, never a silent change of whose affairs these are.
@Component
public class Actors {

    /// The browser's binding to a room: `entry_<publicRef>`, set by whoever let it in (rule D13).
    public static final String ENTRY_COOKIE = "entry_";

    private static final String KEPT = Actors.class.getName();
    private static final Pattern DOOR = Pattern.compile("^/(?:enter|rooms)/([0-9A-Za-z-]{8,9})(?:/.*)?$");

    private final Capacities capacities;
    private final ObjectProvider<Rooms> rooms;

    Actors(Capacities capacities, ObjectProvider<Rooms> rooms) {
        this.capacities = capacities;
        this.rooms = rooms;
    }

    /// Who is logged in, in the chosen capacity; at a room's door also a guest whose browser is bound to the entry.
    public Optional<Actor> of(HttpServletRequest request) {
        if (request.getAttribute(KEPT) instanceof Optional<?> kept) return kept.map(Actor.class::cast);
        var actor = ScopeCheck.bearer()
                .map(Bearer::actor)
                .or(() -> guest(request))
                .or(() -> signedIn().map(this::acting));
        request.setAttribute(KEPT, actor);
        return actor;
    }

    public static Optional<SignedIn> signedIn() {
        var now = SecurityContextHolder.getContext().getAuthentication();
        return now instanceof SignedIn.Ticket ticket && !(now instanceof AnonymousAuthenticationToken)
                ? Optional.of(ticket.getPrincipal())
                : Optional.empty();
    }

    static void forget(HttpServletRequest request) {
        request.removeAttribute(KEPT);
    }

    private Actor acting(SignedIn who) {
        var key = who.capacity();
        if (key == null || key.equals(SignedIn.ME)) return new Actor.Citizen(who.person(), who.assurance(), null);
        return switch (capacities.find(who.person(), key).orElseThrow(CapacityLost::new)) {
            case Capacity.OnBehalfOf on -> new Actor.Citizen(who.person(), who.assurance(), on.onBehalf());
            case Capacity.AsIntermediary as -> new Actor.Intermediary(who.person(), who.assurance(), as.studio());
            case Capacity.AsStaff as -> as.official();
        };
    }

    /// An entry that belongs to a known person (the delegate's) makes nobody a guest: it takes the login too.
    private Optional<Actor> guest(HttpServletRequest request) {
        return boundEntry(request)
                .filter(entry -> entry.person() == null)
                .map(entry -> new Actor.Guest(entry.id().value()));
    }

    /// The entry this browser is bound to, at `/enter/{ref}` and `/rooms/{ref}/**`.
    public Optional<Entry> boundEntry(HttpServletRequest request) {
        var door = DOOR.matcher(request.getRequestURI());
        if (!door.matches()) return Optional.empty();
        var kept = rooms.getIfAvailable();
        if (kept == null) return Optional.empty();
        return reference(door.group(1))
                .flatMap(ref -> secret(request, ref)
                        .flatMap(secret -> kept.entry(ref).filter(entry -> kept.boundTo(entry.id(), secret))));
    }

    private static Optional<Reference> reference(String text) {
        try {
            return Optional.of(Reference.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> secret(HttpServletRequest request, Reference ref) {
        Cookie @Nullable [] cookies = request.getCookies();
        if (cookies == null) return Optional.empty();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(ENTRY_COOKIE + ref.value()))
                .map(Cookie::getValue)
                .findFirst();
    }
}
