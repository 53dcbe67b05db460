package sportello.audit;

import java.util.UUID;

/// On what it was done: a kind of thing (`appointment`, `delegation`, `recording`…) and its id.
public record Subject(String kind, UUID id) {}
