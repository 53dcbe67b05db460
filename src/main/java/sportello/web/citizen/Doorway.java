package sportello.web.citizen;

import java.util.Optional;
import org.springframework.stereotype.Component;
import sportello.booking.AppointmentId;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;

/// A person's own entry to the room of their appointment.
@Component
class Doorway {

    private final Cases cases;
    private final Rooms rooms;

    Doorway(Cases cases, Rooms rooms) {
        this.cases = cases;
        this.rooms = rooms;
    }

    Optional<Entry> of(AppointmentId appointment, Actor.Citizen by) {
        return cases.ofAppointment(appointment, by)
                .flatMap(file -> rooms.about(file.id().value()))
                .flatMap(room -> rooms.entries(room.id()).stream()
                        .filter(entry -> by.person().equals(entry.person()))
                        .findFirst());
    }

    /// `/rooms/K7M24QX9`, empty when there is no room to enter.
    Optional<String> address(AppointmentId appointment, Actor.Citizen by) {
        return of(appointment, by).map(entry -> "/rooms/" + entry.publicRef().value());
    }
}
