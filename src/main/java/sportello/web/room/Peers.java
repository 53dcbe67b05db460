package sportello.web.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.meeting.Device;
import sportello.meeting.Rooms;

/// Passes on what two pages of a room that is not recorded tell each other to connect. Sound and pictures go between
/// the two browsers: nothing of them, nor their keys, comes here (rule C11).
@Component
class Peers {

    private final Rooms rooms;

    Peers(Rooms rooms) {
        this.rooms = rooms;
    }

    /// @param to the page meant, if it is here
    void tell(Connection from, @Nullable Connection to, Said.Peer said, Instant now) {
        if (from.recorded || to == null || to == from || !from.inside || !to.inside) {
            from.refuse("not-allowed", "peer");
            return;
        }
        if (!said.kind().equals("ice")) {
            if (!from.mayDescribe(now)) {
                from.refuse("too-fast", "peer");
                return;
            }
            if (!bothInside(from, to)) {
                from.refuse("not-allowed", "peer");
                return;
            }
        }
        to.tell(new Told.Peer(from.entry.value(), said.call(), said.kind(), said.sdp(), said.candidate()));
    }

    /// Asked of the database: whoever was just put out does not get a connection by being quick.
    private boolean bothInside(Connection from, Connection to) {
        var room = rooms.find(from.room).orElseThrow();
        var everybody = rooms.entries(from.room);
        return Device.of(from.entry, everybody).inside(room)
                && Device.of(to.entry, everybody).inside(room);
    }
}
