package sportello.notification;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a number receives an SMS: the telephone on which an officer calls may be a fixed one (rule C4).
public final class Mobile {

    private Mobile() {}

    static boolean is(@Nullable String number) {
        return international(number).isPresent();
    }

    /// With a plus and the country first, as providers want it; empty for a fixed line and for what is no number.
    public static Optional<String> international(@Nullable String number) {
        if (number == null || number.isBlank()) return Optional.empty();
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var parsed = numbers.parse(number, "IT");
            var type = numbers.getNumberType(parsed);
            return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE
                    ? Optional.of(numbers.format(parsed, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
