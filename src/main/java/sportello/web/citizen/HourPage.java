package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Step 2 of a booking.
///
/// @param place null where there is nothing to choose
/// @param standing an appointment for the same service already theirs, null when there is none
/// @param waiting where to ask to be told of an earlier hour
/// @param gone the hour chosen before, said as a sentence, null when it was not taken meanwhile
/// @param nearest hours to choose instead of the one that is gone
public record HourPage(
        Steps steps,
        @Nullable PlaceBar place,
        @Nullable Standing standing,
        String waiting,
        String open,
        String keptFor,
        SlotChoice choice,
        Errors errors,
        @Nullable String gone,
        List<SlotChoice.Hour> nearest) {

    public record Standing(String when, String href) {}
}
