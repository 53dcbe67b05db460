package sportello.meeting;

import java.util.Set;

/// Whoever keeps something of rooms alive in this node; the node keeps those rooms so long.
public interface Occupant {

    Set<RoomId> occupied();
}
