package sportello.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number that receives an SMS, typed as people type it (rule G7). The one place that tells a mobile from a fixed
/// line.
public final class MobileNumber {

    private static final Set<PhoneNumberType> REACHED_BY_SMS =
            Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    /// What nearly everybody types. Told without the library, whose parsing was a tenth of a booking's time.
    private static final Pattern ITALIAN_MOBILE = Pattern.compile("(?:\\+39|0039)?(3[2-9][0-9]{8})");

    private static final Pattern BETWEEN = Pattern.compile("[ \\u00a0.\\-/]");
    private static final int LONGEST = 40;

    private MobileNumber() {}

    /// What a number turned out to be.
    public sealed interface Reading {
        /// `+39…`
        record Mobile(String number) implements Reading {}

        /// A line on which no SMS arrives.
        record Landline() implements Reading {}

        record NoNumber() implements Reading {}
    }

    public static Reading read(@Nullable String typed) {
        if (typed == null || typed.isBlank() || typed.length() > LONGEST) return new Reading.NoNumber();
        var plain = ITALIAN_MOBILE.matcher(BETWEEN.matcher(typed).replaceAll(""));
        if (plain.matches()) return new Reading.Mobile("+39" + plain.group(1));
        var numbers = PhoneNumberUtil.getInstance();
        var number = parsed(typed).filter(numbers::isValidNumber);
        if (number.isEmpty()) return new Reading.NoNumber();
        return REACHED_BY_SMS.contains(numbers.getNumberType(number.get()))
                ? new Reading.Mobile(numbers.format(number.get(), PhoneNumberFormat.E164))
                : new Reading.Landline();
    }

    /// `+39…`; empty for whatever cannot receive an SMS.
    public static Optional<String> e164(@Nullable String typed) {
        return read(typed) instanceof Reading.Mobile(var number) ? Optional.of(number) : Optional.empty();
    }

    /// Whether an SMS can arrive there.
    public static boolean is(@Nullable String typed) {
        return read(typed) instanceof Reading.Mobile;
    }

    /// `+39 333 123 4567`, to be read; what is no number comes back as typed.
    public static String readable(String typed) {
        return parsed(typed)
                .map(number -> PhoneNumberUtil.getInstance().format(number, PhoneNumberFormat.INTERNATIONAL))
                .orElse(typed);
    }

    /// `… 567`: enough to recognise one's own.
    public static String masked(String number) {
        return number.length() < 4 ? number : "…\u00a0" + number.substring(number.length() - 3);
    }

    /// `42`: enough for who typed it to see where it went.
    public static String end(String number) {
        return number.substring(Math.max(0, number.length() - 2));
    }

    private static Optional<PhoneNumber> parsed(String typed) {
        try {
            return Optional.of(PhoneNumberUtil.getInstance().parse(typed, "IT"));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
