package sportello.web.citizen;

/// Who has a guardian delegates at a counter.
public record GuardianPage(String service) {}
