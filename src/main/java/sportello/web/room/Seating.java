package sportello.web.room;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import sportello.meeting.Device;
import sportello.meeting.MediaRooms;
import sportello.meeting.MediaServer.Seat;
import sportello.meeting.Rooms;
import tools.jackson.databind.json.JsonMapper;

/// Hands what a page asks of the media server over, for devices inside the room only: let in, everybody before it
/// having acknowledged the recording, not put out (rules D7, D14).
@Component
class Seating {

    private static final Logger LOG = LoggerFactory.getLogger(Seating.class);

    private final Rooms rooms;
    private final MediaRooms media;
    private final JsonMapper json;

    Seating(Rooms rooms, MediaRooms media, JsonMapper json) {
        this.rooms = rooms;
        this.media = media;
        this.json = json;
    }

    /// Asked of the database each time: a page that was just put out does not get a seat by being quick.
    void publish(Connection from, String sdp) {
        var entry = rooms.entry(from.entry).orElseThrow();
        var room = rooms.find(from.room).orElseThrow();
        if (!Device.of(from.entry, rooms.entries(from.room)).inside(room)) {
            from.refuse("not-allowed", "publish");
            return;
        }
        try {
            var before = from.seat;
            if (before != null) before.leave();
            var seat = media.seat(entry, new Relay(json, from::tell, why -> lost(from, why)));
            from.seat = seat.orElse(null);
            if (seat.isEmpty()) from.tell(new Told.MediaFailed("media.off"));
            else seat.get().publish(sdp);
        } catch (RuntimeException e) {
            LOG.warn("No seat in room {} for {}: {}", from.room, from.entry, e.toString());
            from.seat = null;
            from.tell(new Told.MediaFailed("media.refused"));
        }
    }

    void answer(Connection from, String sdp) {
        withSeat(from, "answer", seat -> seat.answer(sdp));
    }

    void trickle(Connection from, String which, @Nullable String candidate) {
        withSeat(from, "trickle", seat -> seat.trickle(which, candidate));
    }

    private void withSeat(Connection from, String what, Consumer<Seat> doing) {
        var seat = from.seat;
        if (seat == null || !from.inside) {
            from.refuse("not-allowed", what);
            return;
        }
        try {
            doing.accept(seat);
        } catch (RuntimeException e) {
            LOG.warn("The media server refused an {} in room {}: {}", what, from.room, e.toString());
            from.tell(new Told.MediaFailed("media.refused"));
        }
    }

    private static void lost(Connection by, String why) {
        by.seat = null;
        by.tell(new Told.MediaFailed(why));
    }
}
