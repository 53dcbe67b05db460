package sportello.offices;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/// A counter an office opens for one service, with some desks. An office numbers those of one service from 1.
///
/// @param serves languages beside Italian (ISO 639-1, `de`) and aids (`Aid`) that a person may ask for
public record Counter(
        UUID id, UUID office, String officeName, String service, int desks, int number, Set<String> serves) {

    public Counter {
        serves = Set.copyOf(serves);
    }

    public Counter(UUID id, UUID office, String officeName, String service, int desks) {
        this(id, office, officeName, service, desks, 1, Set.of());
    }

    /// Whether it serves a person with all these needs.
    public boolean fits(Collection<String> needs) {
        return serves.containsAll(needs);
    }
}
