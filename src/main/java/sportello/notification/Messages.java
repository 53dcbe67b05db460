package sportello.notification;

import java.util.List;
import sportello.booking.AppointmentId;

/// What was told to whom about an appointment, for the office.
public interface Messages {

    List<MessageFate> about(AppointmentId appointment);
}
