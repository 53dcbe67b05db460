package sportello.web.room;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import sportello.casework.Consultancies.Place;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.meeting.Entry;
import sportello.meeting.RoomId;
import sportello.meeting.Rooms;
import sportello.web.security.Actors;
import sportello.web.security.CapacityLost;

/// Lets onto a room's socket the official who opened it, the delegate logged in at a bound browser, a guest at a bound
/// browser (rule D13). For everybody else there is nothing here: 404, whatever the reason.
@Component
class Handshake implements HandshakeInterceptor {

    static final String PARTY = "party";

    private static final Pattern OFFICE = Pattern.compile("^/office/rooms/([0-9a-fA-F-]{36})/socket$");

    /// `staff` is set for the official; `login` is the session to keep alive.
    record Party(
            Entry entry,
            boolean recorded,
            @Nullable UUID staff,
            @Nullable String login) {}

    private final Actors actors;
    private final Rooms rooms;
    private final Places places;

    Handshake(Actors actors, Rooms rooms, Places places) {
        this.actors = actors;
        this.rooms = rooms;
        this.places = places;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var party = request instanceof ServletServerHttpRequest servlet
                ? party(servlet.getServletRequest())
                : Optional.<Party>empty();
        party.ifPresent(one -> attributes.put(PARTY, one));
        if (party.isEmpty()) response.setStatusCode(HttpStatus.NOT_FOUND);
        return party.isPresent();
    }

    private Optional<Party> party(HttpServletRequest request) {
        var office = OFFICE.matcher(request.getRequestURI());
        if (office.matches()) return official(request, office.group(1));
        return actors.boundEntry(request)
                .filter(entry -> !entry.official() && is(entry, request))
                .flatMap(entry -> rooms.find(entry.room())
                        .filter(room -> !room.status().over() && places.of(room) == Place.HERE)
                        .map(room -> new Party(
                                entry, room.plan().recorded(), null, entry.person() == null ? null : login(request))));
    }

    private boolean is(Entry entry, HttpServletRequest request) {
        if (entry.person() == null) return true;
        return acting(request) instanceof Actor.Booker citizen
                && citizen.person().equals(entry.person());
    }

    private Optional<Party> official(HttpServletRequest request, String id) {
        if (!(acting(request) instanceof Actor.Official official)) return Optional.empty();
        var room = room(id).flatMap(rooms::find)
                .filter(one -> !one.status().over()
                        && one.plan().office().equals(official.office())
                        && official.may(Right.HOLD_MEETINGS)
                        && official.staff().equals(one.openedBy())
                        && places.of(one) == Place.HERE);
        return room.flatMap(one -> rooms.entries(one.id()).stream()
                .filter(entry -> entry.official() && Objects.equals(entry.person(), official.person()))
                .findFirst()
                .map(entry -> new Party(entry, one.plan().recorded(), official.staff(), login(request))));
    }

    private @Nullable Actor acting(HttpServletRequest request) {
        try {
            return actors.of(request).orElse(null);
        } catch (CapacityLost ended) {
            return null;
        }
    }

    private static Optional<RoomId> room(String text) {
        try {
            return Optional.of(new RoomId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String login(HttpServletRequest request) {
        var session = request.getSession(false);
        return session == null ? null : session.getId();
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception error) {
        // Nothing to undo.
    }
}
