package sportello.web.office.opening;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// The office's counters, the days it stays closed, and who has to be moved.
///
/// @param toAsk whether several of those were not asked yet
/// @param done what was just done to a counter or the office
/// @param moved what was just done for those who have to be moved
public record OpeningsPage(
        List<CounterLine> counters,
        List<Moving> moving,
        boolean toAsk,
        List<Closed> closures,
        Errors errors,
        Map<String, String> typed,
        @Nullable String done,
        @Nullable String moved) {

    public record CounterLine(
            String href,
            String name,
            String today,
            @Nullable String next,
            int moving,
            @Nullable String suspended) {}

    /// An appointment that its counter's opening no longer fits.
    public record Moving(
            String href,
            String when,
            String counter,
            String reference,
            String why,
            @Nullable String asked) {}

    public record Closed(String day, String said, String why) {}
}
