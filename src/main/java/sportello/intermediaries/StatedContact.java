package sportello.intermediaries;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.LinkedHashMap;
import java.util.Map;
import sportello.booking.Matter;
import sportello.identity.MailAddress;

/// What must be stated to light an appointment (rule C4): a number at which the officer reaches the intermediary, and a
/// note. Field name → key of words for what is wrong.
final class StatedContact {

    private static final int LONGEST_NOTE = 2000;

    private StatedContact() {}

    static Map<String, String> wrong(Matter matter) {
        var wrong = new LinkedHashMap<String, String>();
        var phone = matter.get("contact.mobile");
        if (phone.isBlank()) wrong.put("contact.mobile", "intermediaries.field.phone.missing");
        else if (!reachable(phone)) wrong.put("contact.mobile", "intermediaries.field.phone.shape");
        var email = matter.get("contact.email").strip();
        if (!email.isEmpty() && !MailAddress.is(email)) wrong.put("contact.email", "intermediaries.field.email.shape");
        var note = matter.get("note").strip();
        if (note.isEmpty()) wrong.put("note", "intermediaries.field.note.missing");
        else if (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0)
            wrong.put("note", "intermediaries.field.note.long");
        return wrong;
    }

    /// A fixed number will do: the officer calls it.
    private static boolean reachable(String typed) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            return numbers.isValidNumber(numbers.parse(typed, "IT"));
        } catch (NumberParseException notANumber) {
            return false;
        }
    }
}
