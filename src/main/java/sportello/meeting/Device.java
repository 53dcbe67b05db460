package sportello.meeting;

import java.util.List;

/// The people who sit before one device, and what that device may do. Media needs everybody before it to have
/// acknowledged the recording (rule D7); one of them put out does not cut off the other (rule D14).
public record Device(EntryId id, List<Entry> people) {

    public static Device of(EntryId id, List<Entry> everybody) {
        return new Device(
                id,
                everybody.stream().filter(entry -> entry.device().equals(id)).toList());
    }

    public boolean acknowledged() {
        return !people.isEmpty()
                && people.stream().allMatch(entry -> entry.acknowledgedAt() != null && entry.refusedAt() == null);
    }

    public boolean admitted() {
        return people.stream().anyMatch(entry -> entry.admittedAt() != null);
    }

    /// Everybody let in before this device is out.
    public boolean out() {
        return admitted()
                && people.stream().filter(entry -> entry.admittedAt() != null).allMatch(entry -> entry.outAt() != null);
    }

    /// May hear, see and write.
    public boolean inside(Room room) {
        return room.status() == Room.Status.OPEN
                && admitted()
                && !out()
                && (acknowledged() || !room.plan().recorded());
    }
}
