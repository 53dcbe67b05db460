package sportello.web;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.Optional;
import java.util.Set;

/// A number that receives an SMS, typed as people type it.
public final class MobileNumber {

    private static final Set<PhoneNumberType> REACHED_BY_SMS =
            Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    private MobileNumber() {}

    /// `+39…`; empty for whatever cannot receive an SMS.
    public static Optional<String> e164(String typed) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(typed, "IT");
            return numbers.isValidNumber(number) && REACHED_BY_SMS.contains(numbers.getNumberType(number))
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /// `+39 333 123 4567`, to be read; what is no number comes back as typed.
    public static String readable(String typed) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            return numbers.format(numbers.parse(typed, "IT"), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException notANumber) {
            return typed;
        }
    }

    /// `… 567`: enough to recognise one's own.
    public static String masked(String number) {
        return number.length() < 4 ? number : "…\u00a0" + number.substring(number.length() - 3);
    }

    /// `42`: enough for who typed it to see where it went.
    public static String end(String number) {
        return number.substring(Math.max(0, number.length() - 2));
    }
}
