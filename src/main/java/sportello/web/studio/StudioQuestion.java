package sportello.web.studio;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// A question with its thread, and the appointment that may be lit on it.
///
/// @param told what was just done, null for nothing
public record StudioQuestion(
        String id,
        String protocol,
        String subject,
        String topic,
        String position,
        String positionName,
        String code,
        String slug,
        QuestionChip chip,
        List<Said> thread,
        Light light,
        boolean mayWrite,
        boolean askedBack,
        String text,
        Errors errors,
        boolean filesLost,
        String idempotencyKey,
        @Nullable String told) {

    public record Said(boolean ours, String who, String what, Instant at, String when, String text, List<File> files) {}

    public record File(String href, String name, String size) {}

    /// @param lit an appointment may be taken now
    /// @param appointment address of the one taken, empty for none
    public record Light(boolean shown, boolean lit, String text, String appointment) {}
}
