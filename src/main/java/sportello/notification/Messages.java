package sportello.notification;

import java.util.List;
import java.util.UUID;
import sportello.booking.AppointmentId;

/// What was told to whom about an appointment, for the office.
public interface Messages {

    List<MessageFate> about(AppointmentId appointment);

    /// Sends once more what was set aside (`FAILED`, `WITHHELD`), to the contact as it stands now. False where
    /// there is no such message.
    boolean sendAgain(UUID message);
}
