package sportello.web.citizen;

import java.util.List;

/// One notice, with where it leads (empty for nowhere).
///
/// @param enter the room, on the day of the appointment it speaks of
public record NoticePage(
        String title,
        String when,
        List<String> paragraphs,
        String enter,
        String appointment,
        String delegation,
        String waiting,
        String question) {}
