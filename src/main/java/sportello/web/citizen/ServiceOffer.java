package sportello.web.citizen;

/// One service to choose: what it is, when its counter is open, where to resume a booking begun before (empty for
/// none).
public record ServiceOffer(String code, String name, String what, String hours, String resume) {}
