package sportello.intermediaries;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import sportello.offices.Cassetto;

/// The code of a position: a firm's matricola (10 digits), an artisan's or trader's code (8 digits, 2 letters), a
/// domestic-work relation (10 digits).
record PositionCode(Cassetto cassetto, String value) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{10}");
    private static final Pattern DIGITS_AND_LETTERS = Pattern.compile("[0-9]{8}[A-Z]{2}");

    PositionCode {
        if (!shape(cassetto).matcher(value).matches())
            throw new IllegalArgumentException("Not the code of a position in " + cassetto);
    }

    /// As a person would type it: blanks, dots, dashes, slashes and lower case do not count.
    static Optional<PositionCode> parse(Cassetto cassetto, String typed) {
        var tidy = tidy(typed);
        return shape(cassetto).matcher(tidy).matches()
                ? Optional.of(new PositionCode(cassetto, tidy))
                : Optional.empty();
    }

    /// Whether it could be the code of some position.
    static Optional<String> looksLikeOne(String typed) {
        var tidy = tidy(typed);
        return DIGITS.matcher(tidy).matches()
                        || DIGITS_AND_LETTERS.matcher(tidy).matches()
                ? Optional.of(tidy)
                : Optional.empty();
    }

    private static Pattern shape(Cassetto cassetto) {
        return switch (cassetto) {
            case COMPANIES, DOMESTIC_WORK -> DIGITS;
            case CRAFTSMEN_TRADERS -> DIGITS_AND_LETTERS;
        };
    }

    private static String tidy(String typed) {
        return typed.replaceAll("[\\s./-]", "").toUpperCase(Locale.ROOT);
    }
}
