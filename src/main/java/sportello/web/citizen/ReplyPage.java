package sportello.web.citizen;

import java.util.List;

/// What somebody answers to a message about an appointment: coming, another hour, or not at all; or, where the office
/// called it off, another hour.
///
/// @param when the appointment's day and hour
/// @param coming whether it still stands
/// @param nearest free hours nearest to it, as of now
public record ReplyPage(
        String appointment,
        String when,
        String service,
        boolean coming,
        List<SlotChoice.Hour> nearest,
        String idempotencyKey) {}
