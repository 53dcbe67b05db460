package sportello.offices;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One cell of a table of structures: the counters of one service, `3` or `2 | 1 en fr | 1 lis`: desks and whom it
/// serves, the first being number 1. A `0` opens none and leaves the number free.
final class CounterCell {

    private static final int MOST_DESKS = 500;
    private static final int MOST_COUNTERS = 50;

    private CounterCell() {}

    record Place(int number, int desks, Set<String> serves) {}

    sealed interface Reading permits Fine, Unfit {}

    record Fine(List<Place> places) implements Reading {}

    record Unfit(String what) implements Reading {}

    static Reading read(String cell) {
        var places = new ArrayList<Place>();
        var parts = cell.split("\\|", -1);
        if (parts.length > MOST_COUNTERS) return new Unfit("has more than " + MOST_COUNTERS + " counters");
        for (int i = 0; i < parts.length; i++) {
            var words = parts[i].strip().split("\\s+");
            int desks = words[0].matches("\\d{1,4}") ? Integer.parseInt(words[0]) : -1;
            if (desks < 0 || desks > MOST_DESKS)
                return new Unfit("'" + words[0] + "' is not a number from 0 to " + MOST_DESKS);
            var serves = new LinkedHashSet<String>();
            for (int w = 1; w < words.length; w++) {
                if (!Aid.known(words[w]))
                    return new Unfit("'" + words[w] + "' is neither a language of two letters other than it nor one of"
                            + " lis, subtitles, step-free");
                serves.add(words[w]);
            }
            if (desks > 0) places.add(new Place(i + 1, desks, serves));
        }
        return new Fine(places);
    }
}
