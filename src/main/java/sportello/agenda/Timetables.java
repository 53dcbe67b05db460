package sportello.agenda;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What is known of all openings up to a version of the database. `closures`: extraordinary ones, by office.
record Timetables(long version, Map<UUID, Timetable> ofCounters, Map<UUID, Set<LocalDate>> closures) {

    static final Timetables NONE = new Timetables(0, Map.of(), Map.of());

    Timetable of(UUID counter) {
        return ofCounters.getOrDefault(counter, Timetable.NONE);
    }

    boolean closed(UUID office, LocalDate day) {
        return closures.getOrDefault(office, Set.of()).contains(day);
    }

    Timetables with(UUID counter, Timetable timetable) {
        var all = new HashMap<>(ofCounters);
        all.put(counter, timetable);
        return new Timetables(version, Map.copyOf(all), closures);
    }

    Timetables with(UUID office, LocalDate closed) {
        var days = new HashSet<>(closures.getOrDefault(office, Set.of()));
        days.add(closed);
        var all = new HashMap<>(closures);
        all.put(office, Set.copyOf(days));
        return new Timetables(version, ofCounters, Map.copyOf(all));
    }
}
