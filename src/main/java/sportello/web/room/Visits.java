package sportello.web.room;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.platform.Reference;
import sportello.web.security.Actors;

/// Finds out who stands at which door. A stranger's door does not exist (404); a delegate's asks for the login first.
@Component
class Visits {

    private final Rooms rooms;
    private final Actors actors;
    private final Places places;

    Visits(Rooms rooms, Actors actors, Places places) {
        this.rooms = rooms;
        this.actors = actors;
        this.places = places;
    }

    Visit at(String publicRef, HttpServletRequest request) {
        var entry = entry(publicRef);
        var room = rooms.find(entry.room()).orElseThrow(Visits::unknown);
        var bound = secret(entry, request)
                .filter(secret -> rooms.boundTo(entry.id(), secret))
                .isPresent();
        return new Visit(entry, room, rooms.entries(room.id()), actor(entry, request), bound, places.of(room));
    }

    /// The entry behind a link, whoever looks: for the door that says nothing of whose it is.
    Entry entry(String publicRef) {
        try {
            return rooms.entry(Reference.parse(publicRef))
                    .filter(found -> !found.official())
                    .orElseThrow(Visits::unknown);
        } catch (IllegalArgumentException notAReference) {
            throw unknown();
        }
    }

    /// A guest shows the link and the code; who has an identity shows that, and must be the person of the entry.
    private Actor actor(Entry entry, HttpServletRequest request) {
        if (entry.person() == null) return new Actor.Guest(entry.id().value());
        var who = actors.of(request)
                .orElseThrow(() -> new AccessDeniedException(
                        "Login needed", new InsufficientAuthenticationException("Login needed")));
        if (who instanceof Actor.Booker booker && booker.person().equals(entry.person())) return booker;
        throw unknown();
    }

    private static Optional<String> secret(Entry entry, HttpServletRequest request) {
        var cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(Actors.ENTRY_COOKIE + entry.publicRef()))
                .map(Cookie::getValue)
                .findFirst();
    }

    static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
