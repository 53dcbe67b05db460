package sportello.meeting;

import java.util.UUID;

/// A room. One per appointment held by video.
public record RoomId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
