package sportello.web.studio;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;
import sportello.web.citizen.SlotChoice;
import sportello.web.citizen.Steps;

/// Step 2: day and hour at the chosen point.
///
/// @param waiting where to ask to be told when an hour becomes free
/// @param gone the hour chosen before, said as a sentence, null when it was not taken meanwhile
public record StudioHour(
        Steps steps,
        String point,
        String office,
        String keptFor,
        String waiting,
        SlotChoice choice,
        Errors errors,
        @Nullable String gone,
        List<SlotChoice.Hour> nearest) {}
