package sportello.notification;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.invitations.Mailbox;
import sportello.invitations.Mailboxes;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.offices.Unit;

/// From which mailbox a mail leaves: that of the unit which handles the appointment, where it has an account of its
/// own, else the default one.
@Component
class Senders {

    private final Services services;
    private final Offices offices;
    private final Mailboxes mailboxes;
    private final NotificationSettings settings;

    Senders(Services services, Offices offices, Mailboxes mailboxes, NotificationSettings settings) {
        this.services = services;
        this.offices = offices;
        this.mailboxes = mailboxes;
        this.settings = settings;
    }

    Mailbox of(@Nullable Appointment appointment) {
        var unit = appointment == null ? null : unitsOwn(appointment);
        return unit == null ? new Mailbox(settings.mailbox(), settings.sender(), null, null) : unit;
    }

    private @Nullable Mailbox unitsOwn(Appointment appointment) {
        return services.find(appointment.service())
                .map(ServicePolicy::unit)
                .filter(unit -> !unit.isBlank())
                .flatMap(unit -> offices.unit(appointment.office(), unit))
                .map(Unit::mailbox)
                .filter(address -> !address.isBlank())
                .flatMap(mailboxes::of)
                .filter(mailbox -> mailbox.smtp() != null)
                .orElse(null);
    }
}
