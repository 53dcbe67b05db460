package sportello.web.citizen;

import java.util.List;

/// One notice, with where it leads (empty for nowhere).
public record NoticePage(
        String title,
        String when,
        List<String> paragraphs,
        String appointment,
        String delegation,
        String waiting,
        String question) {}
