package sportello.web.studio;

import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// One appointment of a studio.
///
/// @param asked whether the office, which cannot be there, asked to choose another hour
/// @param told what was just done, null for nothing
/// @param wrongPaper the paper whose sending went wrong: its id, `new` for one nobody asked for, empty for none
public record StudioTurn(
        StudioAppointment turn,
        boolean asked,
        @Nullable String told,
        boolean good,
        Errors errors,
        String wrongPaper,
        String again) {}
