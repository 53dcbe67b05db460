package sportello.agenda;

import java.time.Instant;
import java.util.UUID;

/// A piece of a counter's opening hours, with how many desks are free in it.
public record Slot(UUID counter, Instant startsAt, Instant endsAt, int free) {}
