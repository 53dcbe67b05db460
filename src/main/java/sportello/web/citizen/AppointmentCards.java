package sportello.web.citizen;

import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.Appointment.Status;
import sportello.booking.Bookings;
import sportello.booking.Displacements;
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
    private final Displacements displacements;

    AppointmentCards(Bookings bookings, Services services, Doorway doorway, Displacements displacements) {
        this.bookings = bookings;
        this.services = services;
        this.doorway = doorway;
        this.displacements = displacements;
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
        var booked = appointment.status() == Status.BOOKED;
        return AppointmentCard.of(
                frame,
                appointment,
                services.policy(appointment.service()),
                booked ? doorway.address(appointment.id(), by).orElse("") : "",
                booked && displacements.askedAt(appointment.id()).isPresent(),
                frame.who().map(Visitor::givenName).orElse(""));
    }
}
