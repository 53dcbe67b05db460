package sportello.web.citizen;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Hold;
import sportello.offices.ServicePolicy;
import sportello.web.Frame;

/// The head of a booking page: which of the five steps this is, the way back, how long the chosen hour is kept.
///
/// @param number 1 to 5
/// @param kept how long the hour is kept, null before one is chosen
public record Steps(
        String service,
        int number,
        List<Step> all,
        @Nullable String backHref,
        String backLabel,
        @Nullable Kept kept) {

    private static final List<String> NAMES = List.of("service", "hour", "delegator", "contacts", "summary");

    public record Step(String label, boolean done, boolean current) {}

    /// @param mayExtend more time may still be asked
    public record Kept(String text, boolean mayExtend) {}

    public String currentLabel() {
        return all.get(number - 1).label();
    }

    public String name() {
        return NAMES.get(number - 1);
    }

    static Steps first(Frame frame) {
        return new Steps("", 1, steps(frame, 1), null, "", null);
    }

    static Steps at(Frame frame, int number, ServicePolicy policy, Optional<Hold> hold) {
        var steps = steps(frame, number);
        var back = number < 3 ? "/book" : "/book/" + policy.code() + "/" + NAMES.get(number - 2);
        var kept = hold.filter(_ -> number > 2)
                .map(held -> new Kept(
                        frame.say(
                                "book.kept",
                                "when",
                                frame.dayAndHour(held.startsAt()),
                                "until",
                                frame.hour(held.until())),
                        held.extensions() < policy.holdExtensions()))
                .orElse(null);
        return new Steps(
                policy.code(), number, steps, back, steps.get(number - 2).label(), kept);
    }

    private static List<Step> steps(Frame frame, int number) {
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> new Step(frame.say("book.step." + NAMES.get(i)), i < number - 1, i == number - 1))
                .toList();
    }
}
