package sportello.web.citizen;

import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.Appointment.Status;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.offices.Services;
import sportello.web.Frame;
import sportello.web.Visitors.Visitor;

/// A person's appointments, the nearest first; of many the newest.
@Component
class AppointmentCards {

    static final int MOST = 20;

    private final Bookings bookings;
    private final Services services;
    private final Doorway doorway;

    AppointmentCards(Bookings bookings, Services services, Doorway doorway) {
        this.bookings = bookings;
        this.services = services;
        this.doorway = doorway;
    }

    List<AppointmentCard> all(Frame frame, Actor.Citizen by) {
        return bookings.ofParty(by.party()).stream()
                .sorted(Comparator.comparing(Appointment::startsAt).reversed())
                .limit(MOST)
                .sorted(Comparator.comparing(Appointment::startsAt))
                .map(appointment -> of(frame, appointment, by))
                .toList();
    }

    AppointmentCard of(Frame frame, Appointment appointment, Actor.Citizen by) {
        return AppointmentCard.of(
                frame,
                appointment,
                services.policy(appointment.service()),
                appointment.status() == Status.BOOKED
                        ? doorway.address(appointment.id(), by).orElse("")
                        : "",
                frame.who().map(Visitor::givenName).orElse(""));
    }
}
