package sportello.agenda;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// What became of trying to hold a place.
sealed interface Tried {

    /// `before`: the holder's earlier ones, which this replaces.
    record Held(Hold hold, List<UUID> before) implements Tried {}

    /// Every desk is taken, or its counter's opening has changed; for one that stands for itself also: somebody
    /// is just taking or changing it.
    record None() implements Tried {}

    /// The offices are others by now; nothing was tried.
    record Outdated() implements Tried {}

    /// It stood for itself, and this person has earlier ones or is just taking one; nothing was tried.
    record Earlier() implements Tried {}

    /// So many within an hour.
    record TooMany(Duration again) implements Tried {}
}
