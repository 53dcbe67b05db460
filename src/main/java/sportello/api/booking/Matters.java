package sportello.api.booking;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Search;
import sportello.booking.Matter;

/// Between what programs state, as objects, and the plain answers by name that the rooms judge.
final class Matters {

    /// Names that differ, as the rooms and as programs know them.
    private static final Map<String, String> NAMES = Map.of("position", "position_id", "questions", "question_ids");

    private Matters() {}

    /// `language`: of who asks, for a delegator whose own is not stated.
    static Matter of(Stated stated, Locale language) {
        var answers = new TreeMap<String, String>();
        var delegator = stated.delegator();
        if (delegator != null) {
            put(answers, "delegator.given_name", delegator.givenName());
            put(answers, "delegator.family_name", delegator.familyName());
            put(answers, "delegator.tax_code", tidy(delegator.taxCode()));
            put(answers, "delegator.born_on", delegator.bornOn());
            put(answers, "delegator.mobile", delegator.mobile());
            put(answers, "delegator.email", delegator.email());
            var own = delegator.language();
            put(answers, "delegator.language", own == null ? language.getLanguage() : own);
        }
        if (stated.situation() != null)
            put(answers, "situation", stated.situation().name().toLowerCase(Locale.ROOT));
        var declares = stated.declares();
        if (declares != null) {
            put(answers, "declares.cannot_come", yes(declares.cannotCome()));
            put(answers, "declares.no_identity", yes(declares.noIdentity()));
        }
        var contact = stated.contact();
        if (contact != null) {
            put(answers, "contact.mobile", contact.mobile());
            put(answers, "contact.email", contact.email());
        }
        put(answers, "until", stated.until());
        put(answers, "position", stated.positionId());
        if (stated.questionIds() != null)
            put(
                    answers,
                    "questions",
                    stated.questionIds().stream().map(UUID::toString).collect(Collectors.joining(",")));
        put(answers, "note", stated.note());
        if (stated.needs() != null) put(answers, "needs", Search.said(stated.needs()));
        return new Matter(answers);
    }

    private static void put(Map<String, String> answers, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank())
            answers.put(name, value.toString().strip());
    }

    private static @Nullable String tidy(@Nullable String taxCode) {
        return taxCode == null ? null : taxCode.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    private static @Nullable String yes(@Nullable Boolean said) {
        return Boolean.TRUE.equals(said) ? "yes" : null;
    }

    static Stated stated(Matter matter) {
        return new Stated(
                delegator(matter),
                text(matter, "situation")
                        .map(said -> Stated.Situation.valueOf(said.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                has(matter, "declares.")
                        ? new Stated.Declarations(
                                matter.get("declares.cannot_come").equals("yes"),
                                matter.get("declares.no_identity").equals("yes"))
                        : null,
                has(matter, "contact.")
                        ? new Stated.Contact(
                                text(matter, "contact.mobile").orElse(null),
                                text(matter, "contact.email").orElse(null))
                        : null,
                read(matter, "until", LocalDate::parse),
                read(matter, "position", UUID::fromString),
                text(matter, "questions")
                        .map(all -> Arrays.stream(all.split(","))
                                .map(UUID::fromString)
                                .toList())
                        .orElse(null),
                text(matter, "note").orElse(null),
                List.copyOf(matter.needs()));
    }

    private static Stated.@Nullable Delegator delegator(Matter matter) {
        if (!has(matter, "delegator.")) return null;
        return new Stated.Delegator(
                text(matter, "delegator.given_name").orElse(null),
                text(matter, "delegator.family_name").orElse(null),
                text(matter, "delegator.tax_code").orElse(null),
                read(matter, "delegator.born_on", LocalDate::parse),
                text(matter, "delegator.mobile").orElse(null),
                text(matter, "delegator.email").orElse(null),
                text(matter, "delegator.language").orElse(null));
    }

    private static boolean has(Matter matter, String part) {
        return matter.answers().keySet().stream().anyMatch(name -> name.startsWith(part));
    }

    private static Optional<String> text(Matter matter, String name) {
        return Optional.of(matter.get(name)).filter(said -> !said.isBlank());
    }

    private static <T> @Nullable T read(Matter matter, String name, Function<String, T> read) {
        try {
            return text(matter, name).map(read).orElse(null);
        } catch (DateTimeException | IllegalArgumentException keptOtherwise) {
            return null;
        }
    }

    /// What a room found wrong, by the names programs know.
    static Map<String, String> named(Map<String, String> wrong) {
        var named = new HashMap<String, String>();
        wrong.forEach((field, word) -> named.put(NAMES.getOrDefault(field, field), word));
        return named;
    }
}
