package sportello.agenda;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Set;
import sportello.offices.OfficeKind;
import sportello.offices.ServicePolicy;

/// A service of which only the hours matter.
final class Policies {

    private Policies() {}

    /// @param fromDays earliest and toDays latest lead time
    static ServicePolicy of(List<ServicePolicy.Opening> weekly, Duration slot, int fromDays, int toDays) {
        return new ServicePolicy(
                "any",
                Set.of("web"),
                Set.of(OfficeKind.DIREZIONE_PROVINCIALE),
                weekly,
                slot,
                1,
                fromDays,
                toDays,
                Duration.ofMinutes(10),
                1,
                Duration.ofHours(2),
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                false,
                false,
                4,
                new ServicePolicy.EntryCodes(6, 5, Duration.ofMinutes(15), 3),
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                null,
                "",
                ServicePolicy.Preparation.NONE,
                List.of(),
                Set.of(),
                true,
                new ServicePolicy.Rush(300, Duration.ofMinutes(10), List.of()),
                Period.ofYears(1));
    }
}
