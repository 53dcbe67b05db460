package sportello.offices;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads one service's policy and says everything that is wrong with it, each with its place. What is left out has
/// the rule book's default.
final class PolicyFile {

    private static final Set<String> CHANNELS = Set.of("web", "app", "front-desk", "contact-centre", "ivr", "api");
    private static final Set<String> ENTRANCES = Set.of("identity", "login", "code");
    private static final Set<String> CONFIRMATIONS = Set.of("mail", "sms");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*");
    private static final Pattern SHORT_LENGTH = Pattern.compile("(\\d{1,5})([mhd])");

    private final List<String> wrong = new ArrayList<>();

    private PolicyFile() {}

    /// Either a policy or what is wrong.
    sealed interface Reading {
        record Fine(ServicePolicy policy) implements Reading {}

        record Unfit(List<String> wrong) implements Reading {}
    }

    static Reading read(String yaml) {
        var file = new PolicyFile();
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            if (!(loaded instanceof Map<?, ?> map)) return new Reading.Unfit(List.of("the file holds no policy"));
            var policy = file.policy(file.new Fields("", map));
            return file.wrong.isEmpty() ? new Reading.Fine(policy) : new Reading.Unfit(List.copyOf(file.wrong));
        } catch (YAMLException e) {
            return new Reading.Unfit(List.of("not YAML: " + e.getMessage()));
        }
    }

    private ServicePolicy policy(Fields f) {
        var slot = f.length("slot", Duration.ofMinutes(20));
        var policy = new ServicePolicy(
                f.code("code"),
                f.among("channels", CHANNELS),
                f.constants("kinds", OfficeKind.class),
                f.each("weekly", this::opening),
                slot,
                f.number("desks", 1, 1, 500),
                f.number("bookableFromDays", 1, 0, 365),
                f.number("bookableToDays", 30, 0, 365),
                f.length("hold", Duration.ofMinutes(10)),
                f.number("holdExtensions", 1, 0, 10),
                f.length("offer", Duration.ofHours(2)),
                f.length("waitingOpensBefore", Duration.ofMinutes(30)),
                f.length("lapsesAfter", Duration.ofMinutes(10)),
                f.flag("recorded", false),
                f.flag("cameraRequired", false),
                f.number("mostPeople", 5, 2, 20),
                codes(f.part("entryCodes")),
                f.each("parties", this::party),
                f.each("script", this::step),
                f.each("papers", this::paper),
                f.text("effect", ""),
                f.text("eligibility", ""),
                f.constant("cassetto", Cassetto.class),
                f.text("unit", ""),
                f.constant("preparation", ServicePolicy.Preparation.class) instanceof ServicePolicy.Preparation named
                        ? named
                        : ServicePolicy.Preparation.NONE,
                venues(f),
                f.chosen("confirmations", CONFIRMATIONS, Set.of("mail", "sms")),
                f.flag("anywhere", false),
                rush(f.part("rush")),
                f.period("retention"));
        f.nothingElse();
        neverRecorded(f, policy);
        if (policy.weekly().isEmpty()) f.complain("weekly", "says no day and hour");
        if (policy.kinds().isEmpty()) f.complain("kinds", "names no kind of structure");
        if (policy.channels().isEmpty()) f.complain("channels", "names no channel");
        if (policy.parties().isEmpty()) f.complain("parties", "names nobody");
        if (slot.isZero()) f.complain("slot", "must be longer than nothing");
        if (policy.bookableToDays() < policy.bookableFromDays())
            f.complain("bookableToDays", "is before bookableFromDays");
        var roles = policy.parties().stream().map(ServicePolicy.Party::role).toList();
        for (var paper : policy.papers())
            if (!roles.contains(paper.of())) f.complain("papers", "'" + paper.code() + "' is of nobody in parties");
        once(f, "script", policy.script().stream().map(ServicePolicy.Step::code).toList());
        once(
                f,
                "papers",
                policy.papers().stream().map(ServicePolicy.Paper::code).toList());
        once(f, "parties", roles);
        overlaps(f, policy);
        return policy;
    }

    private static List<Venue> venues(Fields f) {
        var venues = List.copyOf(f.constants("venues", Venue.class));
        return venues.isEmpty() ? List.of(Venue.OWN_ROOM) : venues;
    }

    /// Rule C11: a consultancy is never recorded, not by its policy either; rule C2: never in an agenzia territoriale.
    private static void neverRecorded(Fields f, ServicePolicy policy) {
        if (policy.recorded() && (policy.venues().size() > 1 || !policy.venues().contains(Venue.OWN_ROOM)))
            f.complain("recorded", "only what is held in the own room can be recorded");
        if (policy.recorded() && policy.evaluatedBefore())
            f.complain("recorded", "what is evaluated beforehand is never recorded");
        if (policy.cassetto() == null) return;
        if (policy.recorded()) f.complain("recorded", "a consultancy is never recorded");
        if (policy.kinds().contains(OfficeKind.AGENZIA_TERRITORIALE))
            f.complain("kinds", "a consultation point never opens in an AGENZIA_TERRITORIALE");
    }

    private ServicePolicy.Opening opening(Fields f) {
        var opening = new ServicePolicy.Opening(
                f.constants("days", DayOfWeek.class),
                f.hour("from", LocalTime.MIDNIGHT),
                f.hour("to", LocalTime.of(23, 59)));
        f.nothingElse();
        if (!opening.from().isBefore(opening.to())) f.complain("to", "must be after from");
        return opening;
    }

    private static ServicePolicy.EntryCodes codes(Fields f) {
        var codes = new ServicePolicy.EntryCodes(
                f.number("digits", 6, 4, 10),
                f.number("attempts", 5, 1, 20),
                f.length("pause", Duration.ofMinutes(15)),
                f.number("resendsPerHour", 3, 0, 20));
        f.nothingElse();
        return codes;
    }

    private ServicePolicy.Rush rush(Fields f) {
        var rush = new ServicePolicy.Rush(
                f.number("inside", 2_000, 1, 1_000_000),
                f.length("pass", Duration.ofMinutes(10)),
                f.each("hours", this::opening));
        f.nothingElse();
        if (rush.pass().compareTo(Duration.ofMinutes(2)) < 0) f.complain("pass", "must be two minutes at least");
        return rush;
    }

    private ServicePolicy.Party party(Fields f) {
        var party = new ServicePolicy.Party(f.code("role"), f.text("entersWith", "identity"), f.flag("required", true));
        if (!ENTRANCES.contains(party.entersWith())) f.complain("entersWith", "is none of identity, login, code");
        f.nothingElse();
        return party;
    }

    private ServicePolicy.Step step(Fields f) {
        var step = new ServicePolicy.Step(f.code("code"), f.flag("required", true), f.flag("alone", false));
        f.nothingElse();
        return step;
    }

    private ServicePolicy.Paper paper(Fields f) {
        var paper =
                new ServicePolicy.Paper(f.code("code"), f.text("of", ""), f.flag("required", true), f.text("when", ""));
        try {
            Condition.parse(paper.when());
        } catch (IllegalArgumentException e) {
            f.complain("when", String.valueOf(e.getMessage()));
        }
        f.nothingElse();
        return paper;
    }

    private static void once(Fields f, String name, List<String> codes) {
        var seen = new LinkedHashSet<String>();
        for (var code : codes) if (!seen.add(code)) f.complain(name, "'" + code + "' stands there twice");
    }

    private static void overlaps(Fields f, ServicePolicy policy) {
        for (int i = 0; i < policy.weekly().size(); i++)
            for (int j = i + 1; j < policy.weekly().size(); j++) {
                var one = policy.weekly().get(i);
                var other = policy.weekly().get(j);
                if (one.days().stream().anyMatch(other.days()::contains)
                        && one.from().isBefore(other.to())
                        && other.from().isBefore(one.to())) f.complain("weekly", "two openings overlap");
            }
    }

    /// The fields of one part of the file, each read once; what remains is unknown.
    private final class Fields {
        private final String place;
        private final Map<String, @Nullable Object> left = new LinkedHashMap<>();

        Fields(String place, Map<?, ?> map) {
            this.place = place;
            map.forEach((name, value) -> left.put(String.valueOf(name), value));
        }

        void complain(String name, String what) {
            wrong.add(place + name + ": " + what);
        }

        void nothingElse() {
            left.keySet().forEach(name -> complain(name, "is not a field of a policy"));
        }

        String code(String name) {
            var text = text(name, "");
            if (!CODE.matcher(text).matches()) complain(name, "must be letters and digits joined by dashes");
            return text;
        }

        String text(String name, String otherwise) {
            return switch (left.remove(name)) {
                case null -> otherwise;
                case String text -> text.strip();
                case Object other -> {
                    complain(name, "'" + other + "' is not a text");
                    yield otherwise;
                }
            };
        }

        int number(String name, int otherwise, int least, int most) {
            return switch (left.remove(name)) {
                case null -> otherwise;
                case Integer number when number >= least && number <= most -> number;
                case Object other -> {
                    complain(name, "'" + other + "' is not a number from " + least + " to " + most);
                    yield otherwise;
                }
            };
        }

        boolean flag(String name, boolean otherwise) {
            return switch (left.remove(name)) {
                case null -> otherwise;
                case Boolean flag -> flag;
                case Object other -> {
                    complain(name, "'" + other + "' is neither true nor false");
                    yield otherwise;
                }
            };
        }

        LocalTime hour(String name, LocalTime otherwise) {
            var value = left.remove(name);
            try {
                if (value instanceof String text) return LocalTime.parse(text);
            } catch (DateTimeParseException e) {
                // told below, in the file's own words
            }
            complain(name, (value == null ? "is missing" : "'" + value + "' is not an hour") + ": write \"09:00\"");
            return otherwise;
        }

        Duration length(String name, Duration otherwise) {
            var value = left.remove(name);
            if (value == null) return otherwise;
            var parts = SHORT_LENGTH.matcher(String.valueOf(value));
            if (parts.matches()) {
                long count = Long.parseLong(parts.group(1));
                return switch (parts.group(2)) {
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
            }
            try {
                var length = Duration.parse(String.valueOf(value));
                if (!length.isNegative()) return length;
            } catch (DateTimeParseException e) {
                // told below, in the file's own words
            }
            complain(name, "'" + value + "' is not a length of time: write 20m, 2h or PT20M");
            return otherwise;
        }

        /// No silent default: how long is the data controller's decision.
        Period period(String name) {
            var value = left.remove(name);
            try {
                if (value != null) {
                    var period = Period.parse(String.valueOf(value));
                    if (!period.isNegative() && !period.isZero()) return period;
                }
            } catch (DateTimeParseException e) {
                // told below, in the file's own words
            }
            complain(name, (value == null ? "is missing" : "'" + value + "' is not a period") + ": write P10Y or P18M");
            return Period.ofYears(10);
        }

        Set<String> among(String name, Set<String> known) {
            var found = new LinkedHashSet<String>();
            for (var item : list(name)) {
                if (item instanceof String text && known.contains(text)) found.add(text);
                else
                    complain(
                            name,
                            "'" + item + "' is none of "
                                    + known.stream().sorted().toList());
            }
            return found;
        }

        Set<String> chosen(String name, Set<String> known, Set<String> otherwise) {
            return left.containsKey(name) ? among(name, known) : otherwise;
        }

        <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
            if (!left.containsKey(name)) return null;
            var value = left.remove(name);
            for (var constant : type.getEnumConstants()) if (constant.name().equals(value)) return constant;
            complain(name, "'" + value + "' is none of " + Arrays.toString(type.getEnumConstants()));
            return null;
        }

        <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
            var found = new LinkedHashSet<E>();
            for (var item : list(name)) {
                var match = Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(item))
                        .findFirst();
                if (match.isPresent()) found.add(match.get());
                else complain(name, "'" + item + "' is none of " + Arrays.toString(type.getEnumConstants()));
            }
            return found;
        }

        <T> List<T> each(String name, Function<Fields, T> read) {
            var found = new ArrayList<T>();
            for (var item : list(name)) {
                var here = place + name + "[" + found.size() + "].";
                if (item instanceof Map<?, ?> map) found.add(read.apply(new Fields(here, map)));
                else complain(name, "'" + item + "' has no fields");
            }
            return List.copyOf(found);
        }

        Fields part(String name) {
            var value = left.remove(name);
            if (value != null && !(value instanceof Map)) complain(name, "'" + value + "' has no fields");
            return new Fields(place + name + ".", value instanceof Map<?, ?> map ? map : Map.of());
        }

        private List<?> list(String name) {
            var value = left.remove(name);
            if (value instanceof List<?> list) return list;
            if (value != null) complain(name, "'" + value + "' is not a list");
            return List.of();
        }
    }
}
