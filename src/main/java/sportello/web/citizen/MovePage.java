package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Choosing another hour for an appointment.
///
/// @param keep what stays as it is
/// @param gone the hour just asked for, taken meanwhile, as a sentence; null otherwise
public record MovePage(
        String appointment,
        String now,
        SlotChoice choice,
        Errors errors,
        @Nullable String gone,
        List<SlotChoice.Hour> nearest,
        String keep,
        String idempotencyKey) {}
