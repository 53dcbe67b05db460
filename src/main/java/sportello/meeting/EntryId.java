package sportello.meeting;

import java.util.UUID;

/// A person's way into a room: one per person and appointment.
public record EntryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
