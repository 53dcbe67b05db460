package sportello.web.citizen;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.stream.Collectors;
import sportello.offices.ServicePolicy;
import sportello.offices.ServicePolicy.Opening;
import sportello.web.Frame;

/// When a service's counter is open, said as people say it.
final class Hours {

    private Hours() {}

    /// "martedì e giovedì, dalle 9:00 alle 12:00"
    static String said(Frame frame, ServicePolicy policy) {
        return policy.weekly().stream().map(opening -> said(frame, opening)).collect(Collectors.joining("; "));
    }

    private static String said(Frame frame, Opening opening) {
        var days = opening.days().stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.FULL, frame.language()))
                .toList();
        var last = days.getLast();
        var said = days.size() == 1
                ? last
                : frame.say("book.and", "first", String.join(", ", days.subList(0, days.size() - 1)), "last", last);
        return frame.say("book.open", "days", said, "from", hour(opening.from()), "to", hour(opening.to()));
    }

    private static String hour(LocalTime time) {
        return DateTimeFormatter.ofPattern("H:mm").format(time);
    }
}
