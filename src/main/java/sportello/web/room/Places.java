package sportello.web.room;

import org.springframework.stereotype.Component;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.casework.Consultancies.Place;
import sportello.meeting.Room;

/// Where the talk behind a room is held: a recorded room is always where it is.
@Component
class Places {

    private final Consultancies consultancies;

    Places(Consultancies consultancies) {
        this.consultancies = consultancies;
    }

    Place of(Room room) {
        return room.plan().recorded()
                ? Place.HERE
                : consultancies.place(new CaseId(room.plan().about()));
    }
}
