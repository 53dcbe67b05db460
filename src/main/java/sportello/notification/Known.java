package sportello.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.identity.Person;
import sportello.identity.PersonId;

/// People and appointments that several messages are about, read together just before they leave.
record Known(Map<PersonId, Person> people, Map<AppointmentId, Appointment> appointments) {

    @Nullable Appointment appointment(OutboxRows.Row row) {
        return row.appointment() == null ? null : appointments.get(new AppointmentId(row.appointment()));
    }
}
