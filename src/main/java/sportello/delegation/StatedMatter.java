package sportello.delegation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sportello.booking.Matter;
import sportello.identity.FiscalCode;
import sportello.identity.MailAddress;
import sportello.identity.MobileNumber;
import sportello.identity.MobileNumber.Reading;

/// What the candidate delegate stated of the delegator, judged field by field: `wrong` names the field and, as a key of
/// words, what to do.
record StatedMatter(Map<String, String> wrong, boolean guardian) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}'’. -]{0,99}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final int OF_AGE = 18;
    private static final int OLDEST = 125;

    static StatedMatter read(Matter matter, @Nullable FiscalCode own, LocalDate today) {
        var wrong = new LinkedHashMap<String, String>();
        name(matter, "delegator.given_name", "field.given_name", wrong);
        name(matter, "delegator.family_name", "field.family_name", wrong);
        taxCode(matter, own, wrong);
        bornOn(matter, today, wrong);
        if (!matter.get("delegator.mobile").isBlank()) mobile(matter, "delegator.mobile", wrong);
        mobile(matter, "contact.mobile", wrong);
        email(matter, "delegator.email", false, wrong);
        email(matter, "contact.email", false, wrong);
        if (!LANGUAGE.matcher(matter.get("delegator.language")).matches())
            wrong.put("delegator.language", "field.language.choose");
        if (!matter.get("until").isBlank()) until(matter, today, wrong);
        var situation = matter.get("situation");
        if (!Set.of("signs", "bedridden", "hospitalised", "guardian").contains(situation))
            wrong.put("situation", "field.situation.choose");
        if (!matter.get("declares.cannot_come").equals("yes"))
            wrong.put("declares.cannot_come", "field.declares.cannot_come");
        if (!matter.get("declares.no_identity").equals("yes"))
            wrong.put("declares.no_identity", "field.declares.no_identity");
        return new StatedMatter(Map.copyOf(wrong), situation.equals("guardian"));
    }

    static Optional<LocalDate> date(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static void name(Matter matter, String field, String key, Map<String, String> wrong) {
        var typed = matter.get(field).strip();
        if (typed.isEmpty()) wrong.put(field, key + ".missing");
        else if (!NAME.matcher(typed).matches()) wrong.put(field, key + ".shape");
    }

    private static void taxCode(Matter matter, @Nullable FiscalCode own, Map<String, String> wrong) {
        var tidy = FiscalCode.tidy(matter.get("delegator.tax_code"));
        var key = switch (FiscalCode.Check.of(tidy)) {
            case RIGHT -> own != null && own.value().equals(tidy) ? "field.tax_code.own" : null;
            case EMPTY -> "field.tax_code.missing";
            case TOO_SHORT -> "field.tax_code.too_short";
            case TOO_LONG -> "field.tax_code.too_long";
            case WRONG_SHAPE -> "field.tax_code.shape";
            case WRONG_CONTROL -> "field.tax_code.control";
        };
        if (key != null) wrong.put("delegator.tax_code", key);
    }

    private static void bornOn(Matter matter, LocalDate today, Map<String, String> wrong) {
        var field = "delegator.born_on";
        var typed = matter.get(field);
        var day = date(typed).orElse(null);
        if (typed.isBlank()) wrong.put(field, "field.born_on.missing");
        else if (day == null) wrong.put(field, "field.born_on.shape");
        else if (day.isAfter(today) || day.isBefore(today.minusYears(OLDEST)))
            wrong.put(field, "field.born_on.not_plausible");
        else if (day.isAfter(today.minusYears(OF_AGE))) wrong.put(field, "field.born_on.minor");
    }

    private static void mobile(Matter matter, String field, Map<String, String> wrong) {
        var typed = matter.get(field);
        if (typed.isBlank()) {
            wrong.put(field, "field.mobile.missing");
            return;
        }
        switch (MobileNumber.read(typed)) {
            case Reading.Mobile _ -> {}
            case Reading.Landline _ -> wrong.put(field, "field.mobile.landline");
            case Reading.NoNumber _ -> wrong.put(field, "field.mobile.shape");
        }
    }

    private static void email(Matter matter, String field, boolean required, Map<String, String> wrong) {
        var typed = matter.get(field).strip();
        if (typed.isEmpty() && required) wrong.put(field, "field.email.missing");
        else if (!typed.isEmpty() && !MailAddress.is(typed)) wrong.put(field, "field.email.shape");
    }

    private static void until(Matter matter, LocalDate today, Map<String, String> wrong) {
        var day = date(matter.get("until")).orElse(null);
        if (day == null) wrong.put("until", "field.until.shape");
        else if (day.isBefore(today)) wrong.put("until", "field.until.past");
    }
}
