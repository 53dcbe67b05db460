package sportello.demo;

/// A page of the demonstration relying service.
///
/// @param section `home`, `contributions`, `payments`
/// @param owner whose file it is
/// @param acting who looks into it for them, empty for the owner
public record FilePage(String section, String owner, String acting) {}
