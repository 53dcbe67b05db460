package sportello.web.citizen;

/// The line in front of a booking: what is waited for, the place and the time in words, when to look again.
///
/// @param service code of the service
/// @param next where it leads once inside
/// @param seconds until the page looks again
public record LinePage(String service, String name, String next, String place, String time, long seconds) {}
