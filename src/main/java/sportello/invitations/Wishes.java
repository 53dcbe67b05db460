package sportello.invitations;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import sportello.booking.AppointmentGivenUp;
import sportello.booking.AppointmentId;
import sportello.booking.AppointmentMoved;
import sportello.booking.Bookings;
import sportello.casework.CaseDeclined;
import sportello.casework.CaseSettledInWriting;
import sportello.casework.VenueAgreed;
import sportello.offices.Services;

/// Writes down what is wanted in the transaction in which it was decided; said again it changes nothing.
@Component
class Wishes {

    private final InvitationRows rows;
    private final Bookings bookings;
    private final Services services;

    Wishes(InvitationRows rows, Bookings bookings, Services services) {
        this.rows = rows;
        this.bookings = bookings;
        this.services = services;
    }

    @EventListener
    void agreed(VenueAgreed event) {
        var appointment = bookings.find(event.appointment()).orElseThrow();
        rows.want(
                event.caseId(),
                appointment.id().value(),
                event.service(),
                appointment.office(),
                services.policy(event.service()).unit(),
                event.venue(),
                appointment.startsAt(),
                appointment.endsAt());
    }

    @EventListener
    void moved(AppointmentMoved event) {
        var appointment = bookings.find(event.appointment()).orElseThrow();
        rows.moved(event.appointment().value(), appointment.startsAt(), appointment.endsAt());
    }

    @EventListener
    void givenUp(AppointmentGivenUp event) {
        nobodyNeedsToCome(event.appointment());
    }

    @EventListener
    void settled(CaseSettledInWriting event) {
        nobodyNeedsToCome(event.appointment());
    }

    @EventListener
    void declined(CaseDeclined event) {
        nobodyNeedsToCome(event.appointment());
    }

    private void nobodyNeedsToCome(AppointmentId appointment) {
        rows.withdraw(appointment.value());
    }
}
