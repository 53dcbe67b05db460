package sportello.notification;

import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.RoomOpened;
import sportello.meeting.Rooms;
import sportello.offices.Services;

/// The office has opened the room and is calling people in: who is not looking at the waiting page at that moment, the
/// telephone locked or the page closed, is told at once, whatever the hour.
@Component
class CallingIn {

    private static final Actor.System ITSELF = new Actor.System("notification");

    private final Letters letters;
    private final NoticeRows notices;
    private final Bookings bookings;
    private final Cases cases;
    private final Rooms rooms;
    private final Services services;

    CallingIn(Letters letters, NoticeRows notices, Bookings bookings, Cases cases, Rooms rooms, Services services) {
        this.letters = letters;
        this.notices = notices;
        this.bookings = bookings;
        this.cases = cases;
        this.rooms = rooms;
        this.services = services;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void opened(RoomOpened event) {
        cases.find(new CaseId(event.about()), ITSELF)
                .flatMap(file -> bookings.find(file.appointment()))
                .filter(appointment -> appointment.status() == Appointment.Status.BOOKED)
                .ifPresent(appointment -> call(appointment, away(event)));
    }

    private List<Entry> away(RoomOpened event) {
        return rooms.entries(event.room()).stream()
                .filter(entry -> !entry.official() && !rooms.present(entry.id()))
                .toList();
    }

    private void call(Appointment appointment, List<Entry> away) {
        if (away.isEmpty()) return;
        var tidings = Tidings.of("calling", appointment.id() + " " + notices.occasion())
                .urgently();
        if (Family.of(services.policy(appointment.service())) == Family.BY_LOGIN) {
            letters.toBooker(appointment, tidings);
            return;
        }
        letters.toReservedArea(appointment, tidings);
        away.forEach(entry -> letters.toEntry(appointment, entry, tidings, appointment.bookedBy()));
    }
}
