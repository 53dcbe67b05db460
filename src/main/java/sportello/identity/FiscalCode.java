package sportello.identity;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The codice fiscale as it was written: 16 characters (omocodia included) or the 11 digits of a provisional one, with
/// a right control character (rule G1). Two forms that normalise alike stay two: persons are never merged on it.
public record FiscalCode(String value) {

    public FiscalCode {
        if (!value.equals(tidy(value)) || Check.of(value) != Check.RIGHT)
            throw new IllegalArgumentException("Not a codice fiscale");
    }

    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private static final String MONTHS = "ABCDEHLMPRST";

    /// Whether somebody with this code may be born on that day: year, month and day stand in it, the century does not.
    /// A provisional one says nothing, so no day suits it.
    public boolean suits(LocalDate day) {
        if (value.length() != 16) return false;
        int year = Check.digit(value.charAt(6)) * 10 + Check.digit(value.charAt(7));
        int written = Check.digit(value.charAt(9)) * 10 + Check.digit(value.charAt(10));
        return year == Math.floorMod(day.getYear(), 100)
                && MONTHS.indexOf(value.charAt(8)) == day.getMonthValue() - 1
                && (written > 40 ? written - 40 : written) == day.getDayOfMonth();
    }

    /// Why a typed text is or is not a codice fiscale.
    public enum Check {
        RIGHT,
        EMPTY,
        TOO_SHORT,
        TOO_LONG,
        WRONG_SHAPE,
        WRONG_CONTROL;

        private static final Pattern PERSONAL = Pattern.compile(
                "[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]");
        private static final Pattern PROVISIONAL = Pattern.compile("(?!0{11})[0-9]{11}");

        /// Judges what a person typed; blanks and lower case do not count.
        public static Check of(String typed) {
            var code = tidy(typed);
            if (code.isEmpty()) return EMPTY;
            if (PROVISIONAL.matcher(code).matches()) return provisionalControl(code) ? RIGHT : WRONG_CONTROL;
            if (code.length() < 16) return code.length() == 11 && isDigits(code) ? WRONG_SHAPE : TOO_SHORT;
            if (code.length() > 16) return TOO_LONG;
            if (!PERSONAL.matcher(code).matches() || !isDay(code)) return WRONG_SHAPE;
            return control(code) == code.charAt(15) ? RIGHT : WRONG_CONTROL;
        }

        private static boolean isDigits(String code) {
            return code.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        /// 1 to 31, or 41 to 71 for women; each digit may be an omocodia letter.
        private static boolean isDay(String code) {
            int day = digit(code.charAt(9)) * 10 + digit(code.charAt(10));
            return (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
        }

        private static int digit(char c) {
            return c <= '9' ? c - '0' : "LMNPQRSTUV".indexOf(c);
        }

        /// D.M. 23 December 1976: odd places count by their own table, even ones by their order.
        private static char control(String code) {
            int sum = 0;
            for (int i = 0; i < 15; i++) {
                char c = code.charAt(i);
                int order = c <= '9' ? c - '0' : c - 'A';
                sum += i % 2 == 0 ? ODD[order] : order;
            }
            return (char) ('A' + sum % 26);
        }

        /// Doubled digits in the even places, as for the VAT number.
        private static boolean provisionalControl(String code) {
            int sum = 0;
            for (int i = 0; i < 11; i++) {
                int digit = code.charAt(i) - '0';
                int weighed = i % 2 == 0 ? digit : digit * 2;
                sum += weighed > 9 ? weighed - 9 : weighed;
            }
            return sum % 10 == 0;
        }
    }

    /// Upper case, blanks removed.
    public static String tidy(String typed) {
        return typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    public static Optional<FiscalCode> parse(String typed) {
        var tidy = tidy(typed);
        return Check.of(tidy) == Check.RIGHT ? Optional.of(new FiscalCode(tidy)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "FiscalCode[…]";
    }
}
