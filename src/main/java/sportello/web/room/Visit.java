package sportello.web.room;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.casework.Consultancies.Place;
import sportello.identity.Actor;
import sportello.meeting.Device;
import sportello.meeting.Entry;
import sportello.meeting.Room;

/// Somebody at the door of a room: whose entry it is, who they are, what they may see now.
///
/// @param bound this browser has typed the code, or came in by login where that is enough
/// @param place where the talk is held (rule C7): this door opens only when it is here
record Visit(Entry entry, Room room, List<Entry> everybody, Actor actor, boolean bound, Place place) {

    enum Stage {
        OVER,
        ELSEWHERE,
        EARLY,
        CODE,
        REFUSED,
        NOTICE,
        WAITING,
        ROOM
    }

    Stage stage(Instant now) {
        if (room.status().over()) return Stage.OVER;
        if (place != Place.HERE) return Stage.ELSEWHERE;
        if (now.isBefore(room.waitingOpensAt())) return Stage.EARLY;
        if (!bound) return Stage.CODE;
        if (room.plan().recorded() && refused() != null) return Stage.REFUSED;
        if (room.plan().recorded() && toAcknowledge() != null) return Stage.NOTICE;
        return device().admitted() ? Stage.ROOM : Stage.WAITING;
    }

    /// Everybody who sits before this browser, its owner first.
    Device device() {
        return Device.of(entry.device(), everybody);
    }

    /// The next person here who has not answered the recording notice.
    @Nullable Entry toAcknowledge() {
        if (entry.acknowledgedAt() == null) return entry;
        return device().people().stream()
                .filter(person -> person.acknowledgedAt() == null)
                .findFirst()
                .orElse(null);
    }

    /// Who said no to being recorded, of those before this browser.
    @Nullable Entry refused() {
        return device().people().stream()
                .filter(person -> person.refusedAt() != null)
                .findFirst()
                .orElse(null);
    }

    /// The delegate speaks for the device; a guest for themselves.
    boolean ownIdentity() {
        return entry.person() != null;
    }

    /// Rule C11: whether this room is never recorded.
    boolean unrecorded() {
        return !room.plan().recorded();
    }

    /// The device test, told what this room asks for (rule C9).
    String deviceTest() {
        return "/device-test?back=" + address() + (room.plan().cameraRequired() ? "" : "&camera=optional");
    }

    String address() {
        return "/rooms/" + entry.publicRef();
    }

    @Nullable String nameOf(String role) {
        return everybody.stream()
                .filter(person -> person.role().equals(role))
                .map(person -> Given.name(person.name()))
                .findFirst()
                .orElse(null);
    }
}
