package sportello.web.citizen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Hold;
import sportello.offices.ServicePolicy;
import sportello.web.Frame;

/// The head of a booking page: which of its steps this is, the way back, how long the chosen hour is kept.
///
/// @param base address before the name of a step
/// @param names of the steps, in order
/// @param number from 1
/// @param kept how long the hour is kept, null before one is chosen
public record Steps(
        String service,
        String base,
        List<String> names,
        int number,
        List<Step> all,
        @Nullable String backHref,
        String backLabel,
        @Nullable Kept kept) {

    private static final List<String> NAMES = List.of("service", "hour", "delegator", "contacts", "summary");

    public record Step(String label, boolean done, boolean current) {}

    /// @param mayExtend more time may still be asked
    /// @param seconds left when the page was made
    public record Kept(String text, boolean mayExtend, long seconds) {}

    public String currentLabel() {
        return all.get(number - 1).label();
    }

    public String name() {
        return names.get(number - 1);
    }

    static Steps first(Frame frame) {
        return new Steps("", "/book", NAMES, 1, steps(frame, "book.step.", NAMES, 1), null, "", null);
    }

    static Steps at(Frame frame, int number, ServicePolicy policy, Optional<Hold> hold) {
        var steps = steps(frame, "book.step.", NAMES, number);
        var base = "/book/" + policy.code();
        var back = number < 3 ? "/book" : base + "/" + NAMES.get(number - 2);
        return new Steps(
                policy.code(),
                base,
                NAMES,
                number,
                steps,
                back,
                steps.get(number - 2).label(),
                number > 2 ? kept(frame, policy, hold) : null);
    }

    /// Steps of another booking: `words` stands before each name in the words; the first step has the base's address.
    public static Steps of(
            Frame frame,
            ServicePolicy policy,
            String base,
            String words,
            List<String> names,
            int number,
            String firstBack,
            String firstBackLabel,
            Optional<Hold> hold) {
        var steps = steps(frame, words, names, number);
        var back = switch (number) {
            case 1 -> firstBack;
            case 2 -> base;
            default -> base + "/" + names.get(number - 2);
        };
        return new Steps(
                policy.code(),
                base,
                names,
                number,
                steps,
                back,
                number == 1 ? firstBackLabel : steps.get(number - 2).label(),
                number > 2 ? kept(frame, policy, hold) : null);
    }

    private static @Nullable Kept kept(Frame frame, ServicePolicy policy, Optional<Hold> hold) {
        return hold.map(held -> new Kept(
                        frame.say(
                                "book.kept",
                                "when",
                                frame.dayAndHour(held.startsAt()),
                                "until",
                                frame.hour(held.until())),
                        held.extensions() < policy.holdExtensions(),
                        Math.max(0, Duration.between(frame.now(), held.until()).toSeconds())))
                .orElse(null);
    }

    private static List<Step> steps(Frame frame, String words, List<String> names, int number) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Step(frame.say(words + names.get(i)), i < number - 1, i == number - 1))
                .toList();
    }
}
