package sportello.web.counter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.MailAddress;
import sportello.identity.MobileNumber;
import sportello.identity.MobileNumber.Reading;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.platform.ProductClock;
import sportello.web.Frame;
import sportello.web.citizen.Errors.Problem;

/// Identity data and contacts of a person nobody knew, as the official types them.
@Component
class Registration {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}'’. -]{0,99}");
    private static final int OLDEST = 125;

    private final People people;
    private final ContactCodes codes;
    private final ProductClock clock;

    Registration(People people, ContactCodes codes, ProductClock clock) {
        this.people = people;
        this.codes = codes;
        this.clock = clock;
    }

    sealed interface Read {
        record Wrong(List<Problem> all) implements Read {}

        record Right(String givenName, String familyName, FiscalCode code, LocalDate bornOn, Contacts contacts)
                implements Read {}
    }

    Read read(Map<String, String> form) {
        var wrong = new ArrayList<Problem>();
        var given = Typed.text(form, "given_name");
        var family = Typed.text(form, "family_name");
        if (!NAME.matcher(given).matches()) wrong.add(new Problem("given_name", "counter.wrong.given_name"));
        if (!NAME.matcher(family).matches()) wrong.add(new Problem("family_name", "counter.wrong.family_name"));
        var typed = Typed.text(form, "tax_code");
        var check = FiscalCode.Check.of(typed);
        if (check != FiscalCode.Check.RIGHT) wrong.add(wrong(check, FiscalCode.tidy(typed)));
        var born = Typed.day(Typed.text(form, "born_on")).filter(this::plausible);
        if (born.isEmpty()) wrong.add(new Problem("born_on", "counter.wrong.born_on"));
        var contacts = withoutAny(form) ? new Contacts(null, null, language(form)) : contacts(form, wrong);
        if (!withoutAny(form) && !Typed.text(form, "contacts_confirmed").equals("yes"))
            wrong.add(new Problem("contacts_confirmed", "counter.wrong.confirmed"));
        if (!wrong.isEmpty()) return new Read.Wrong(List.copyOf(wrong));
        return new Read.Right(given, family, FiscalCode.parse(typed).orElseThrow(), born.orElseThrow(), contacts);
    }

    private boolean plausible(LocalDate day) {
        return !day.isAfter(clock.today()) && !day.isBefore(clock.today().minusYears(OLDEST));
    }

    /// Who has neither a mobile nor an address is registered all the same.
    private static boolean withoutAny(Map<String, String> form) {
        return Typed.text(form, "without_contacts").equals("yes")
                && Typed.text(form, "mobile").isEmpty()
                && Typed.text(form, "email").isEmpty();
    }

    /// At least one way to reach them; what is typed must be one.
    static Contacts contacts(Map<String, String> form, List<Problem> wrong) {
        var mobile = Typed.text(form, "mobile");
        var email = Typed.text(form, "email");
        var read = MobileNumber.read(mobile);
        if (mobile.isEmpty() && email.isEmpty()) wrong.add(new Problem("mobile", "counter.wrong.contact"));
        if (read instanceof Reading.Landline) wrong.add(new Problem("mobile", "counter.wrong.landline"));
        else if (!mobile.isEmpty() && !(read instanceof Reading.Mobile))
            wrong.add(new Problem("mobile", "counter.wrong.mobile"));
        if (!email.isEmpty() && MailAddress.read(email).isEmpty())
            wrong.add(new Problem("email", "counter.wrong.email"));
        return new Contacts(read instanceof Reading.Mobile(var number) ? number : null, orNull(email), language(form));
    }

    private static String language(Map<String, String> form) {
        var language = Typed.text(form, "language");
        return language.matches("[a-z]{2}") ? language : "it";
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// Rule G7: contacts are claims until their codes were read out.
    Person register(Frame frame, Read.Right read, Actor.Official by) {
        var nobodys = new Contacts(null, null, read.contacts().language());
        var person =
                people.identified(read.givenName(), read.familyName(), read.code(), read.bornOn(), nobodys, by.doer());
        codes.ask(frame, person.id(), read.contacts(), by, new ArrayList<>());
        return person;
    }

    /// What is wrong with a codice fiscale, omocodia and the provisional one being right (rule G1).
    static Problem wrong(FiscalCode.Check check, String tidy) {
        var key = switch (check) {
            case RIGHT, EMPTY -> "counter.wrong.tax_code";
            case TOO_SHORT -> "book.wrong.tax_code.too_short";
            case TOO_LONG -> "book.wrong.tax_code.too_long";
            case WRONG_SHAPE -> "book.wrong.tax_code.shape";
            case WRONG_CONTROL -> "book.wrong.tax_code.control";
        };
        return new Problem(
                "tax_code",
                key,
                Map.of(
                        "written",
                        tidy.length(),
                        "missing",
                        Math.max(0, 16 - tidy.length()),
                        "extra",
                        Math.max(0, tidy.length() - 16)));
    }
}
