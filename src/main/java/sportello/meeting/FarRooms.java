package sportello.meeting;

import java.util.Optional;
import sportello.meeting.RoomLeases.Home;

/// Asks the node in which a room lives. Implemented by the door between nodes.
public interface FarRooms {

    /// Empty when it does not answer.
    Optional<RecordingState> recording(RoomId room, Home.There there);
}
