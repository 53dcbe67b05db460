package sportello.web.office.consultancy;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.intermediaries.Studio;
import sportello.intermediaries.Studios;
import sportello.offices.Offices;

/// Names of studios and colleagues, each asked for once a page.
@Component
class Names {

    private final Offices offices;
    private final Studios studios;

    Names(Offices offices, Studios studios) {
        this.offices = offices;
        this.studios = studios;
    }

    Known forThisPage() {
        return new Known();
    }

    final class Known {

        private final Map<UUID, String> studioNames = new HashMap<>();
        private final Map<UUID, String> staffNames = new HashMap<>();

        String studio(UUID studio) {
            return studioNames.computeIfAbsent(
                    studio, id -> studios.find(id).map(Studio::name).orElse(""));
        }

        /// The given name; empty for the product.
        String staff(@Nullable UUID staff) {
            if (staff == null) return "";
            return staffNames.computeIfAbsent(
                    staff,
                    id -> offices.staff(id).map(Offices.StaffMember::name).orElse(""));
        }
    }
}
