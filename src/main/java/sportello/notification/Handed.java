package sportello.notification;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a provider said to a message. Each `why` is a code that an official may read and that names nobody.
public sealed interface Handed {

    /// Taken. `references`: under which the provider will report each part, none where it reports nothing.
    record Taken(List<String> references) implements Handed {}

    /// Never, as it is.
    record Refused(String why) implements Handed {}

    /// Who it is for does not use this channel: nothing is amiss.
    record Pointless(String why) implements Handed {}

    /// Not this message now. With a pause it was nobody's fault and does not count as a try.
    record Again(String why, @Nullable Duration pause) implements Handed {}

    /// Too much at once, whichever the message.
    record Busy(String why) implements Handed {}

    /// Nobody there: the next provider's turn, if there is one. What was under way may have arrived.
    record Down(String why) implements Handed {}
}
