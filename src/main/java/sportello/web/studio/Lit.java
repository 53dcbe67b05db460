package sportello.web.studio;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Hold;
import sportello.booking.Matter;
import sportello.intermediaries.Question;
import sportello.offices.ServicePolicy;
import sportello.web.citizen.Errors.Problem;
import sportello.web.citizen.SlotChoices;

/// An appointment on its way: lit on one question, with what was typed so far. Each question has its own.
///
/// @param hold the hour kept, empty when none is or its time ran out
record Lit(Question question, ServicePolicy policy, Map<String, String> typed, Optional<Hold> hold) {

    static final String QUESTIONS = "questions";
    static final String COUNTER = "counter";
    static final String MOBILE = "contact.mobile";
    static final String EMAIL = "contact.email";
    static final String NOTE = "note";
    static final String WANTED = "wanted";
    static final List<String> STEPS = List.of("point", "hour", "details", "summary");

    private static final int LONGEST = 2000;
    private static final String REFUSED = "refused.";

    Lit {
        typed = Map.copyOf(typed);
    }

    String base() {
        return "/questions/" + question.id() + "/book";
    }

    String address(String step) {
        return base() + "/" + step;
    }

    /// Where an hour is chosen, once more when the one chosen before is no longer kept.
    String chooseAgain() {
        return address("hour") + (wanted().isPresent() ? "?gone" : "");
    }

    /// The first step that still needs something.
    String next() {
        if (counter().isEmpty()) return base();
        if (hold.isEmpty()) return chooseAgain();
        if (!seen(MOBILE)) return address("details");
        return wrong().isEmpty() ? address("summary") : address("details") + "?check";
    }

    String get(String name) {
        return typed.getOrDefault(name, "");
    }

    boolean seen(String name) {
        return typed.containsKey(name);
    }

    Optional<UUID> counter() {
        return uuid(get(COUNTER));
    }

    Optional<java.time.Instant> wanted() {
        return SlotChoices.instant(get(WANTED));
    }

    /// Ids of the questions it is about, this one always among them.
    List<UUID> about() {
        var ids = new ArrayList<UUID>();
        ids.add(question.id().value());
        Arrays.stream(get(QUESTIONS).split(","))
                .flatMap(id -> uuid(id).stream())
                .filter(id -> !ids.contains(id))
                .forEach(ids::add);
        return ids;
    }

    /// Where to ask to be told when an hour becomes free at that point.
    String waiting(UUID counter) {
        return "/waiting/new?service=%s&counter=%s&position=%s&questions=%s"
                .formatted(
                        policy.code(),
                        counter,
                        question.position().id(),
                        about().stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    Lit with(Map<String, String> more) {
        var next = new HashMap<>(typed);
        more.forEach((name, value) -> {
            next.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
            next.remove(REFUSED + name);
        });
        return new Lit(question, policy, next, hold);
    }

    Lit without(String... names) {
        var next = new HashMap<>(typed);
        next.keySet().removeAll(new HashSet<>(Arrays.asList(names)));
        return new Lit(question, policy, next, hold);
    }

    /// What the service said when asked to confirm stays said until the answer changes.
    Lit refused(Map<String, String> wrong) {
        var next = new HashMap<>(typed);
        wrong.forEach((field, key) -> next.put(REFUSED + field, key));
        return new Lit(question, policy, next, hold);
    }

    Lit keeping(@Nullable Hold kept) {
        return new Lit(question, policy, typed, Optional.ofNullable(kept));
    }

    /// Phone and note are compulsory (rule C4).
    List<Problem> wrong() {
        var wrong = new ArrayList<Problem>();
        if (get(MOBILE).isBlank()) wrong.add(new Problem(MOBILE, "light.wrong.mobile.missing"));
        else if (phone(get(MOBILE)).isEmpty()) wrong.add(new Problem(MOBILE, "light.wrong.mobile.shape"));
        if (get(NOTE).isBlank()) wrong.add(new Problem(NOTE, "light.wrong.note.missing"));
        typed.forEach((name, key) -> {
            if (!name.startsWith(REFUSED)) return;
            var field = name.substring(REFUSED.length());
            if (wrong.stream().noneMatch(problem -> problem.field().equals(field)))
                wrong.add(new Problem(field, key, key, Map.of()));
        });
        return wrong;
    }

    Matter matter(String language) {
        return new Matter(Map.of(
                "position",
                question.position().id().toString(),
                QUESTIONS,
                about().stream().map(UUID::toString).collect(Collectors.joining(",")),
                MOBILE,
                phone(get(MOBILE)).orElse(get(MOBILE)),
                EMAIL,
                get(EMAIL),
                NOTE,
                get(NOTE),
                "cassetto",
                question.position().cassetto().name(),
                "language",
                language));
    }

    /// `+39…`; a fixed number will do, the officer calls it.
    private static Optional<String> phone(String typed) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(typed, "IT");
            return numbers.isValidNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
