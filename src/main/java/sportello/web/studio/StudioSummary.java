package sportello.web.studio;

import java.util.List;
import sportello.web.citizen.Steps;

/// Step 4: everything once more.
public record StudioSummary(
        Steps steps,
        String point,
        String office,
        String when,
        String position,
        String code,
        List<String> questions,
        String mobile,
        String email,
        String note,
        String hold,
        String idempotencyKey) {}
