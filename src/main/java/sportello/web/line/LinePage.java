package sportello.web.line;

/// The line in front of a booking: what is waited for, the place and the time in words, when to look again.
///
/// @param service code of the service
/// @param next where it leads once inside
/// @param look where the page looks again by itself
/// @param seconds until it does
public record LinePage(
        String service, String name, String next, String look, String place, String time, long seconds) {}
