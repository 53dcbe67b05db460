package sportello.web.studio;

import java.util.List;
import sportello.web.citizen.Errors;

/// A question being written.
///
/// @param filesLost files were chosen and must be chosen again
public record StudioAsk(
        String position,
        String name,
        String code,
        String slug,
        String cassetto,
        List<Group> groups,
        String subject,
        String text,
        Errors errors,
        boolean filesLost,
        String idempotencyKey) {

    public record Group(String label, List<Option> topics) {}

    public record Option(String code, String label, boolean chosen) {}
}
