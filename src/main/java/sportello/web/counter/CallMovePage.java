package sportello.web.counter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;
import sportello.web.citizen.SlotChoice;

/// Another hour for a caller's appointment.
public record CallMovePage(
        CallerBar caller,
        String address,
        String when,
        SlotChoice choice,
        Errors errors,
        @Nullable String gone,
        List<SlotChoice.Hour> nearest,
        String idempotencyKey) {}
