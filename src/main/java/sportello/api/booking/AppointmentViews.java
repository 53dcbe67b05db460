package sportello.api.booking;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// An appointment as programs see it.
@Component
class AppointmentViews {

    private final WhereToLook places;
    private final Words words;
    private final Cases cases;
    private final Rooms rooms;
    private final PublicAddress here;

    AppointmentViews(WhereToLook places, Words words, Cases cases, Rooms rooms, PublicAddress here) {
        this.places = places;
        this.words = words;
        this.cases = cases;
        this.rooms = rooms;
        this.here = here;
    }

    /// In a list, without the way into its room.
    AppointmentView line(Appointment appointment, Locale language) {
        return view(appointment, language, null);
    }

    AppointmentView whole(Appointment appointment, Actor.Booker by, Locale language) {
        var room = appointment.status() == Appointment.Status.BOOKED
                ? entry(appointment.id(), by)
                        .map(entry ->
                                URI.create(here.of("/rooms/" + entry.publicRef().value())))
                        .orElse(null)
                : null;
        return view(appointment, language, room);
    }

    /// With its version, to be named by whoever changes it.
    ResponseEntity<AppointmentView> versioned(Appointment appointment, Actor.Booker by, Locale language) {
        return ResponseEntity.ok().eTag("\"" + appointment.version() + "\"").body(whole(appointment, by, language));
    }

    /// The person's own way into the room: who assists has none.
    Optional<Entry> entry(AppointmentId appointment, Actor.Booker by) {
        if (!(by instanceof Actor.Citizen)) return Optional.empty();
        return cases.ofAppointment(appointment, by)
                .flatMap(file -> rooms.about(file.id().value()))
                .flatMap(room -> rooms.entries(room.id()).stream()
                        .filter(entry -> by.person().equals(entry.person()))
                        .findFirst());
    }

    private AppointmentView view(Appointment appointment, Locale language, @Nullable URI room) {
        return new AppointmentView(
                appointment.id().value(),
                appointment.reference().value(),
                appointment.service(),
                words.say(language, "service." + appointment.service() + ".name"),
                appointment.office(),
                places.office(appointment.office()),
                appointment.startsAt(),
                appointment.endsAt(),
                appointment.status(),
                appointment.version(),
                Matters.stated(appointment.matter()),
                room);
    }
}
