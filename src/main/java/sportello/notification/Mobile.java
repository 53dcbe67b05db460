package sportello.notification;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import org.jspecify.annotations.Nullable;

/// Whether a number receives an SMS: the telephone on which an officer calls may be a fixed one (rule C4).
final class Mobile {

    private Mobile() {}

    static boolean is(@Nullable String number) {
        if (number == null || number.isBlank()) return false;
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var parsed = numbers.parse(number, "IT");
            var type = numbers.getNumberType(parsed);
            return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
        } catch (NumberParseException notANumber) {
            return false;
        }
    }
}
