package sportello.web.citizen;

import java.util.List;

/// Notices, those not read yet first.
///
/// @param unread how many wait to be read, on whatever page
/// @param next the address of the next page, empty after the last
/// @param first whether this is the first page
public record NoticesPage(List<NoticeLine> notices, int unread, String next, boolean first) {}
