package sportello.web.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.meeting.Entry;
import sportello.meeting.Room;
import sportello.meeting.Rooms;
import sportello.web.Frame;

/// What who waits may know: the place, an honest time, what the office says, who is missing.
@Component
class WaitingRoom {

    private final Rooms rooms;
    private final Appointments appointments;

    WaitingRoom(Rooms rooms, Appointments appointments) {
        this.rooms = rooms;
        this.appointments = appointments;
    }

    WaitView of(Frame frame, Visit visit, @Nullable String told) {
        var room = visit.room();
        var plan = room.plan();
        var open = room.status() == Room.Status.OPEN;
        var queue = rooms.queue(room.id()).orElse(null);
        var place =
                open || queue == null ? frame.say("wait.place.open") : frame.say("wait.place", "place", queue.place());
        var minutes = open || queue == null ? null : frame.say("wait.minutes", "minutes", queue.minutes());
        return new WaitView(
                visit.address(),
                frame.say(
                        "wait.lead", "title", RoomController.title(frame, visit), "when", frame.soon(plan.startsAt())),
                place,
                minutes,
                frame.hour(frame.now()),
                rooms.told(room.id()).reversed().stream()
                        .limit(3)
                        .map(word -> new WaitView.Word(word.text(), frame.hour(word.at())))
                        .toList(),
                people(frame, visit),
                open,
                !visit.ownIdentity(),
                visit.unrecorded(),
                visit.entry().byLogin(),
                visit.deviceTest(),
                visit.unrecorded() ? appointments.of(visit) : null,
                told);
    }

    private static List<WaitView.Present> people(Frame frame, Visit visit) {
        return visit.everybody().stream()
                .filter(entry -> !entry.official())
                .map(entry -> present(frame, visit, entry))
                .toList();
    }

    private static WaitView.Present present(Frame frame, Visit visit, Entry entry) {
        var me = entry.id().equals(visit.entry().id());
        var beside = visit.entry().id().equals(entry.sharesWith());
        var there = entry.waitingSince() != null || me;
        var state = entry.refusedAt() != null ? "refused" : beside ? "beside" : there ? "ready" : "absent";
        var other = !me && visit.ownIdentity() && entry.person() == null;
        return new WaitView.Present(
                entry.id().toString(),
                entry.name(),
                Given.name(entry.name()),
                frame.say("room.role." + entry.role()),
                me,
                state,
                other && !beside && !there,
                other && beside && entry.admittedAt() == null,
                other && !beside && !there);
    }
}
