package sportello.web.lanes;

import java.util.Locale;
import sportello.platform.Lane;

/// The ways in. Each lets in so many requests at once; those in front of a lane that prove nothing yet share a part of
/// it that is too small to stop the others.
enum Entrance {
    /// Officials and agents, by the mark of their login.
    STAFF(Lane.STAFF),
    /// Who comes to log in as such, or only says so.
    STAFF_DOOR(Lane.STAFF),
    /// Programs of other bodies that ask for a delegation.
    MACHINES(Lane.STAFF),
    /// People bound to a meeting.
    ROOM(Lane.ROOM),
    /// Who comes to a meeting's door, or only says so.
    ROOM_DOOR(Lane.ROOM),
    PUBLIC(Lane.PUBLIC),
    /// Who comes to choose an hour and was not let in yet, or looks how far the line has moved. Who is inside goes
    /// before.
    COMERS(Lane.PUBLIC),
    /// Sending files takes as long as the sender's line.
    UPLOADS(Lane.PUBLIC),
    /// What is the same for everybody and asks no database.
    FILES(Lane.PUBLIC),
    /// Whether the product is up.
    HEALTH(Lane.DUE),
    /// The other ports: management, and in a demonstration the other bodies' programs.
    BESIDE(Lane.DUE);

    private final Lane lane;

    Entrance(Lane lane) {
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
