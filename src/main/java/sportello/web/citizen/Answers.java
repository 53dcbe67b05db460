package sportello.web.citizen;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sportello.booking.Matter;
import sportello.identity.FiscalCode;
import sportello.identity.MailAddress;
import sportello.identity.MobileNumber;
import sportello.identity.MobileNumber.Reading;
import sportello.web.citizen.Errors.Problem;

/// What was typed so far on the way to an appointment, as it was typed; what each step still lacks; and the matter that
/// comes out of it.
public record Answers(Map<String, String> typed) {

    public static final List<String> DELEGATOR = List.of(
            "delegator.given_name",
            "delegator.family_name",
            "delegator.tax_code",
            "delegator.born_day",
            "delegator.born_month",
            "delegator.born_year",
            "delegator.mobile",
            "delegator.email",
            "delegator.language",
            "situation",
            "declares.cannot_come",
            "declares.no_identity");

    public static final List<String> CONTACTS = List.of("contact.mobile", "contact.email");

    /// The hour somebody chose last, kept so that the nearest can be offered when it is gone.
    static final String WANTED = "wanted";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}'’. -]{0,99}");
    private static final Set<String> SITUATIONS = Set.of("signs", "bedridden", "guardian");
    private static final int LONGEST = 254;

    public Answers {
        typed = Map.copyOf(typed);
    }

    /// The answers of an appointment taken before, to book it again.
    public static Answers of(Matter matter) {
        var typed = new HashMap<>(matter.answers());
        var born = typed.remove("delegator.born_on");
        if (born != null) {
            var day = LocalDate.parse(born);
            typed.put("delegator.born_day", String.valueOf(day.getDayOfMonth()));
            typed.put("delegator.born_month", String.valueOf(day.getMonthValue()));
            typed.put("delegator.born_year", String.valueOf(day.getYear()));
        }
        return new Answers(typed).with(DELEGATOR, typed).with(CONTACTS, typed);
    }

    public String get(String name) {
        return typed.getOrDefault(name, "");
    }

    /// The answers of one step replaced by what came with its form. A refusal said of an old answer goes with it.
    public Answers with(List<String> fields, Map<String, String> form) {
        var next = new HashMap<>(typed);
        for (var field : fields) {
            var value = form.getOrDefault(field, "").strip();
            next.put(field, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
            next.remove("refused." + field);
        }
        if (fields.contains("delegator.born_day")) next.remove("refused.delegator.born_on");
        next.put("seen." + fields.getFirst(), "yes");
        return new Answers(next);
    }

    /// `place`: an office, or `anywhere`.
    Answers at(String place) {
        return with(Whereabouts.PLACE, place);
    }

    Answers needing(String needs) {
        return with(Whereabouts.NEEDS, needs);
    }

    public Answers wantingNone() {
        return with(WANTED, "");
    }

    private Answers with(String name, String value) {
        var next = new HashMap<>(typed);
        if (value.isEmpty()) next.remove(name);
        else next.put(name, value);
        return new Answers(next);
    }

    public Answers wanting(Instant hour) {
        var next = new HashMap<>(typed);
        next.put(WANTED, hour.toString());
        return new Answers(next);
    }

    /// What the service said of the answers when asked to confirm: field → key of words.
    public Answers refused(Map<String, String> wrong) {
        var next = new HashMap<>(typed);
        wrong.forEach((field, key) -> next.put("refused." + field, key));
        return new Answers(next);
    }

    public Optional<Instant> wanted() {
        return Optional.of(get(WANTED)).filter(text -> !text.isEmpty()).map(Instant::parse);
    }

    public boolean guardian() {
        return get("situation").equals("guardian");
    }

    public boolean seen(List<String> fields) {
        return typed.containsKey("seen." + fields.getFirst());
    }

    public Optional<LocalDate> bornOn() {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(get("delegator.born_year")),
                    Integer.parseInt(get("delegator.born_month")),
                    Integer.parseInt(get("delegator.born_day"))));
        } catch (DateTimeException | NumberFormatException notADate) {
            return Optional.empty();
        }
    }

    /// Step 3. `own`: the codice fiscale of who books, empty when unknown.
    public List<Problem> wrongWithDelegator(Optional<FiscalCode> own, LocalDate today) {
        var wrong = new ArrayList<Problem>();
        name("delegator.given_name", "book.wrong.given_name", wrong);
        name("delegator.family_name", "book.wrong.family_name", wrong);
        taxCode(own, wrong);
        bornOn(today, wrong);
        mobile("delegator.mobile", "book.wrong.mobile", true, wrong);
        email("delegator.email", wrong);
        if (!SITUATIONS.contains(get("situation"))) wrong.add(new Problem("situation", "book.wrong.situation"));
        for (var declaration : List.of("declares.cannot_come", "declares.no_identity"))
            if (!get(declaration).equals("yes")) wrong.add(new Problem(declaration, "book.wrong." + declaration));
        refusals(DELEGATOR, wrong);
        return wrong;
    }

    /// Step 4.
    public List<Problem> wrongWithContacts() {
        var wrong = new ArrayList<Problem>();
        mobile("contact.mobile", "book.wrong.own_mobile", false, wrong);
        email("contact.email", wrong);
        refusals(CONTACTS, wrong);
        return wrong;
    }

    /// What is booked: tidy, and nothing that was not asked.
    public Matter matter(String language) {
        var matter = new TreeMap<String, String>();
        for (var field : DELEGATOR) if (!field.startsWith("delegator.born_")) matter.put(field, get(field));
        for (var field : CONTACTS) matter.put(field, get(field));
        matter.put(Whereabouts.NEEDS, get(Whereabouts.NEEDS));
        matter.put("delegator.tax_code", FiscalCode.tidy(get("delegator.tax_code")));
        bornOn().ifPresent(day -> matter.put("delegator.born_on", day.toString()));
        if (get("delegator.language").isEmpty()) matter.put("delegator.language", language);
        for (var field : List.of("delegator.mobile", "contact.mobile"))
            MobileNumber.e164(get(field)).ifPresent(number -> matter.put(field, number));
        matter.values().removeIf(String::isEmpty);
        return new Matter(matter);
    }

    private void name(String field, String key, List<Problem> wrong) {
        if (get(field).isEmpty()) wrong.add(new Problem(field, key + ".missing"));
        else if (!NAME.matcher(get(field)).matches()) wrong.add(new Problem(field, key + ".shape"));
    }

    private void taxCode(Optional<FiscalCode> own, List<Problem> wrong) {
        var field = "delegator.tax_code";
        var tidy = FiscalCode.tidy(get(field));
        var key = switch (FiscalCode.Check.of(tidy)) {
            case RIGHT -> own.map(FiscalCode::value).filter(tidy::equals).isPresent() ? "own" : "";
            case EMPTY -> "missing";
            case TOO_SHORT -> "too_short";
            case TOO_LONG -> "too_long";
            case WRONG_SHAPE -> "shape";
            case WRONG_CONTROL -> "control";
        };
        if (key.isEmpty()) return;
        var facts = Map.of(
                "written",
                tidy.length(),
                "missing",
                Math.max(0, 16 - tidy.length()),
                "extra",
                Math.max(0, tidy.length() - 16));
        wrong.add(new Problem(field, "book.wrong.tax_code." + key, facts));
    }

    private void bornOn(LocalDate today, List<Problem> wrong) {
        var field = "delegator.born_on";
        var empty = get("delegator.born_day").isEmpty()
                && get("delegator.born_month").isEmpty()
                && get("delegator.born_year").isEmpty();
        var key = empty
                ? "missing"
                : bornOn().map(day -> {
                            if (day.isAfter(today) || day.isBefore(today.minusYears(125))) return "not_plausible";
                            return day.isAfter(today.minusYears(18)) ? "minor" : "";
                        })
                        .orElse("shape");
        if (!key.isEmpty()) wrong.add(new Problem(field, "book.wrong.born_on." + key));
    }

    private void mobile(String field, String key, boolean optional, List<Problem> wrong) {
        if (get(field).isEmpty()) {
            if (!optional) wrong.add(new Problem(field, key + ".missing"));
            return;
        }
        switch (MobileNumber.read(get(field))) {
            case Reading.Mobile _ -> {}
            case Reading.Landline _ -> wrong.add(new Problem(field, key + ".landline"));
            case Reading.NoNumber _ -> wrong.add(new Problem(field, key + ".shape"));
        }
    }

    private void email(String field, List<Problem> wrong) {
        if (!get(field).isEmpty() && !MailAddress.is(get(field)))
            wrong.add(new Problem(field, "book.wrong.email.shape"));
    }

    /// What the service refused stays said until the answer changes.
    private void refusals(List<String> fields, List<Problem> wrong) {
        var asked = new ArrayList<>(fields);
        if (fields.contains("delegator.born_day")) asked.add("delegator.born_on");
        for (var field : asked) {
            var key = typed.get("refused." + field);
            if (key != null
                    && wrong.stream().noneMatch(problem -> problem.field().equals(field)))
                wrong.add(new Problem(field, key, key, Map.of()));
        }
    }
}
