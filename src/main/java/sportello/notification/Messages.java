package sportello.notification;

import java.util.List;
import java.util.Optional;
import sportello.booking.AppointmentId;
import sportello.meeting.EntryId;

/// What was told to whom about an appointment.
public interface Messages {

    List<MessageFate> about(AppointmentId appointment);

    /// In the reserved area, oldest first.
    List<NoticeFate> noticesAbout(AppointmentId appointment);

    /// What became of the code last sent to somebody who enters a room.
    Optional<MessageFate> lastCode(EntryId entry);
}
