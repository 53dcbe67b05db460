package sportello.web.citizen;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.Appointment.Status;
import sportello.booking.AppointmentId;
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
        var newest = bookings.ofParty(by.party()).stream()
                .sorted(Comparator.comparing(Appointment::startsAt).reversed())
                .limit(MOST)
                .sorted(Comparator.comparing(Appointment::startsAt))
                .toList();
        var asked = displacements.asked(newest);
        return newest.stream()
                .map(appointment -> of(frame, appointment, asked, by))
                .toList();
    }

    AppointmentCard of(Frame frame, Appointment appointment, Actor.Citizen by) {
        return of(frame, appointment, displacements.asked(List.of(appointment)), by);
    }

    private AppointmentCard of(Frame frame, Appointment appointment, Set<AppointmentId> asked, Actor.Citizen by) {
        var booked = appointment.status() == Status.BOOKED;
        return AppointmentCard.of(
                frame,
                appointment,
                services.policy(appointment.service()),
                booked ? doorway.address(appointment.id(), by).orElse("") : "",
                asked.contains(appointment.id()),
                frame.who().map(Visitor::givenName).orElse(""));
    }
}
