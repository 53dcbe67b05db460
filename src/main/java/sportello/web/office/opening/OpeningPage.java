package sportello.web.office.opening;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// One counter: when it opens, demand against supply, and the forms that change it.
///
/// @param copyKey so that a counter opened like this one is opened once
/// @param form the form that was sent and is shown open; empty for none
public record OpeningPage(
        String address,
        String name,
        String today,
        @Nullable String next,
        int moving,
        List<Period> periods,
        List<Special> specials,
        String lead,
        List<Week> weeks,
        Errors errors,
        String form,
        Map<String, String> typed,
        String copyKey,
        @Nullable String done) {

    /// A week in force for some time, line by line.
    public record Period(String valid, List<Line> lines) {}

    public record Line(String weekday, String hours, String detail) {}

    /// A day, pause, closure or suspension; `kind` and `what` take it back, empty for one that is over.
    public record Special(String title, String detail, String kind, String what, String day, String action) {}

    /// Places of one week. The widths are of a hundred.
    public record Week(
            String name,
            int places,
            int booked,
            int held,
            int free,
            int wishes,
            int turnedAway,
            int bookedWidth,
            int wishesWidth) {}

    public String at(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean sent(String kind) {
        return form.equals(kind);
    }
}
