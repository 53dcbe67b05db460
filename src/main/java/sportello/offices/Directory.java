package sportello.offices;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All offices and counters as they stood under one stamp (`offices.stamp()` in SQL): an answer worked out with them is
/// true if the stamp read with the rest of it is still this one.
public final class Directory {

    private final UUID stamp;
    private final Map<UUID, Office> offices;
    private final Map<UUID, Counter> counters;
    private final Map<String, List<Counter>> byService;
    private final Map<String, Map<UUID, List<Counter>>> byOffice;
    private final Map<String, List<Office>> officesFor;

    Directory(UUID stamp, Collection<Office> offices, Collection<Counter> counters) {
        this.stamp = stamp;
        this.offices = offices.stream().collect(Collectors.toUnmodifiableMap(Office::id, Function.identity()));
        this.counters = counters.stream().collect(Collectors.toUnmodifiableMap(Counter::id, Function.identity()));
        this.byService =
                counters.stream().collect(Collectors.groupingBy(Counter::service, Collectors.toUnmodifiableList()));
        this.byOffice = counters.stream()
                .collect(Collectors.groupingBy(
                        Counter::service, Collectors.groupingBy(Counter::office, Collectors.toUnmodifiableList())));
        this.officesFor = byService.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        each -> each.getValue().stream()
                                .map(Counter::office)
                                .distinct()
                                .map(this.offices::get)
                                .filter(Objects::nonNull)
                                .toList()));
    }

    public UUID stamp() {
        return stamp;
    }

    public List<Counter> countersFor(String service) {
        return byService.getOrDefault(service, List.of());
    }

    /// Those of one office; of all where it is null.
    public List<Counter> countersFor(String service, @Nullable UUID office) {
        if (office == null) return countersFor(service);
        return byOffice.getOrDefault(service, Map.of()).getOrDefault(office, List.of());
    }

    public Optional<Counter> counter(UUID id) {
        return Optional.ofNullable(counters.get(id));
    }

    public Optional<Office> office(UUID id) {
        return Optional.ofNullable(offices.get(id));
    }

    public Collection<Office> offices() {
        return offices.values();
    }

    public @Nullable Office of(Counter counter) {
        return offices.get(counter.office());
    }

    /// The offices with a counter of the service, each once, in no order.
    public List<Office> officesFor(String service) {
        return officesFor.getOrDefault(service, List.of());
    }

    /// What at least one counter of the service says it serves.
    public Set<String> servedBy(String service) {
        return countersFor(service).stream()
                .flatMap(counter -> counter.serves().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
