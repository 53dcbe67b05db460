package sportello.web.room;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Room;
import sportello.meeting.RoomId;
import sportello.meeting.RoomLeases;
import sportello.meeting.RoomLeases.Home;
import sportello.meeting.Rooms;
import sportello.web.room.Handshake.Party;

/// Lets a browser in that another node let onto its socket (`Handshake`) and passes on to here, where its room lives.
@Component
class NodeHandshake implements HandshakeInterceptor {

    static final String RELAYED = "relayed";

    private final NodePasses passes;
    private final Rooms rooms;
    private final RoomLeases leases;

    NodeHandshake(NodePasses passes, Rooms rooms, RoomLeases leases) {
        this.passes = passes;
        this.rooms = rooms;
        this.leases = leases;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var pass = passes.read(request.getHeaders().getFirst(NodePasses.HEADER));
        var party = pass.flatMap(this::party);
        if (party.isEmpty()) {
            response.setStatusCode(HttpStatus.NOT_FOUND);
            return false;
        }
        attributes.put(Handshake.PARTY, party.get());
        attributes.put(RELAYED, true);
        return true;
    }

    private Optional<Party> party(NodePasses.Pass pass) {
        if (pass.entry() == null
                || !(leases.home(new RoomId(pass.room())) instanceof Home.Here(var now))
                || !passes.inTime(pass, now)) return Optional.empty();
        return rooms.entry(new EntryId(pass.entry()))
                .filter(entry -> entry.generation() == pass.generation())
                .flatMap(entry -> rooms.find(entry.room())
                        .filter(room ->
                                !room.status().over() && room.id().value().equals(pass.room()))
                        .map(room -> party(entry, room, pass)));
    }

    private static Party party(Entry entry, Room room, NodePasses.Pass pass) {
        return new Party(entry, room.plan().recorded(), pass.staff(), pass.login());
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
