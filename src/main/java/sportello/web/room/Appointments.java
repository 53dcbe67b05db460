package sportello.web.room;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.casework.CaseId;
import sportello.casework.Cases;

/// Where the appointment behind a room has its page: papers go there when the room takes none (rule C10).
@Component
class Appointments {

    private final Cases cases;

    Appointments(Cases cases) {
        this.cases = cases;
    }

    /// Null for who has no login, or no part in the case.
    @Nullable String of(Visit visit) {
        if (!visit.ownIdentity()) return null;
        return cases.find(new CaseId(visit.room().plan().about()), visit.actor())
                .map(file -> "/appointments/" + file.appointment())
                .orElse(null);
    }
}
