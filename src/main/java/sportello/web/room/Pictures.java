package sportello.web.room;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.meeting.Device;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.MediaRooms;
import sportello.meeting.MediaServer.Availability;
import sportello.meeting.QueuePlace;
import sportello.meeting.Room;
import sportello.meeting.Rooms;
import sportello.meeting.TextLine;

/// Draws the picture of a room that its pages show.
@Component
class Pictures {

    private final Rooms rooms;
    private final MediaRooms media;

    Pictures(Rooms rooms, MediaRooms media) {
        this.rooms = rooms;
        this.media = media;
    }

    Picture of(Room room, List<Entry> everybody, Collection<Connection> here) {
        var devices = here.stream().collect(Collectors.toMap(one -> one.entry, Function.identity()));
        var recording = media.recordingHere(room.id());
        return new Picture(
                view(room),
                everybody.stream()
                        .filter(entry -> !entry.official() || entry.admittedAt() != null)
                        .map(entry -> person(room, entry, devices))
                        .toList(),
                rooms.queue(room.id()),
                rooms.told(room.id()).stream()
                        .map(word -> new Told.Word(word.text(), word.at()))
                        .toList(),
                new Told.Recording(recording.running(), recording.startedAt(), recording.brokenWhy()),
                room.outcome());
    }

    /// The same for everybody but for `me` and the place in the queue.
    record Picture(
            Told.RoomView room,
            List<Told.PersonView> people,
            Optional<QueuePlace> queue,
            List<Told.Word> office,
            Told.Recording recording,
            @Nullable String outcome) {

        Told.State seenBy(Entry mine, Device device, boolean inside) {
            var me = new Told.Me(
                    mine.id().value(),
                    mine.role(),
                    mine.name(),
                    inside,
                    device.out(),
                    device.admitted(),
                    device.acknowledged(),
                    mine.official());
            var place = device.admitted()
                    ? null
                    : queue.map(one -> new Told.Queue(one.place(), one.minutes()))
                            .orElse(null);
            return new Told.State(room, me, people, place, office, recording, outcome);
        }
    }

    private Told.RoomView view(Room room) {
        var plan = room.plan();
        var why = plan.recorded() && media.availability() instanceof Availability.Missing(String missing)
                ? missing
                : null;
        return new Told.RoomView(
                room.status().name(),
                plan.title(),
                plan.startsAt(),
                plan.endsAt(),
                room.openedAt(),
                plan.recorded(),
                plan.cameraRequired(),
                why == null,
                why);
    }

    private static Told.PersonView person(Room room, Entry entry, Map<EntryId, Connection> devices) {
        var device = devices.get(entry.device());
        boolean inside = entry.inside() && room.status() == Room.Status.OPEN;
        return new Told.PersonView(
                entry.id().value(),
                entry.role(),
                entry.name(),
                entry.waitingSince() != null,
                entry.waitingSince(),
                entry.admittedAt() != null,
                inside,
                entry.outAt() != null,
                entry.acknowledgedAt() != null,
                entry.refusedAt() != null,
                entry.sharesWith() == null ? null : entry.sharesWith().value(),
                device != null && device.mic,
                device != null && device.camera,
                device == null ? 0 : device.weak,
                entry.official());
    }

    static Told.Text line(TextLine line) {
        return new Told.Text(line.from().value(), line.name(), line.text(), line.at());
    }

    static Told.Line pastLine(TextLine line) {
        return new Told.Line(line.from().value(), line.name(), line.text(), line.at());
    }
}
