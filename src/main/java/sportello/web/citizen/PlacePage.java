package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where to look for an hour, and with which needs.
///
/// @param typed what was looked for, empty for nothing yet
/// @param unfit whether offices of that name are there, but none of their counters fits
/// @param current the office chosen, null for none
/// @param first the first free hour of all, null when there is none
/// @param languages and aids that at least one counter serves
public record PlacePage(
        Steps steps,
        String typed,
        List<Place> found,
        boolean unfit,
        @Nullable String current,
        @Nullable First first,
        boolean anywhere,
        List<Need> languages,
        List<Need> aids) {

    public record Place(String office, String name, String where, String firstFree, boolean full) {}

    public record First(String when, String office) {}

    public record Need(String code, String name, boolean chosen) {}

    public boolean needsOffered() {
        return !languages.isEmpty() || !aids.isEmpty();
    }
}
