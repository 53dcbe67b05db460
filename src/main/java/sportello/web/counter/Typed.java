package sportello.web.counter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an agent types while somebody talks.
final class Typed {

    private static final Pattern DAY = Pattern.compile("\\s*(\\d{1,2})[\\s./-]+(\\d{1,2})[\\s./-]+(\\d{4})\\s*");
    private static final Pattern DIGITS = Pattern.compile("\\s*(\\d{2})(\\d{2})(\\d{4})\\s*");
    private static final int LONGEST = 254;

    private Typed() {}

    /// `14 5 1971`, `14/05/1971` or `14051971`.
    static Optional<LocalDate> day(String typed) {
        var parts = DIGITS.matcher(typed);
        if (!parts.matches()) parts = DAY.matcher(typed);
        if (!parts.matches()) return Optional.empty();
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(parts.group(3)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(1))));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    static String text(Map<String, String> form, String name) {
        var text = form.getOrDefault(name, "").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
