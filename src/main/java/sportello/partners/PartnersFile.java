package sportello.partners;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import sportello.identity.Assurance;
import sportello.identity.Channel;

/// Reads `partners.yaml`: either the partners or all that is wrong with it, line by line.
final class PartnersFile {

    private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{1,62}[a-z0-9])");
    private static final Pattern SECRET = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Set<String> FIELDS = Set.of(
            "id",
            "name",
            "kind",
            "channel",
            "redirects",
            "scopes",
            "identifies",
            "requests-per-minute",
            "delegable",
            "secrets");
    private static final int APP_PER_MINUTE = 120;
    private static final int PER_MINUTE = 600;
    private static final int MOST_PER_MINUTE = 1_000_000;

    private final List<String> wrong = new ArrayList<>();

    private PartnersFile() {}

    record Entry(Partner partner, List<byte[]> secrets) {}

    sealed interface Reading {
        record Fine(List<Entry> entries) implements Reading {}

        record Unfit(List<String> wrong) implements Reading {}
    }

    static Reading read(String yaml) {
        var file = new PartnersFile();
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            if (!(loaded instanceof Map<?, ?> map) || !(map.get("partners") instanceof List<?> list) || map.size() != 1)
                return new Reading.Unfit(List.of("the file holds one list, called partners"));
            var entries = new ArrayList<Entry>();
            var ids = new HashSet<String>();
            for (int i = 0; i < list.size(); i++) {
                if (!(list.get(i) instanceof Map<?, ?> fields)) {
                    file.wrong.add("partner " + (i + 1) + ": has no fields");
                    continue;
                }
                var entry = file.entry(new Fields(file, "partner " + (i + 1), fields));
                if (!ids.add(entry.partner().clientId()))
                    file.wrong.add(
                            "partner " + (i + 1) + ": id: '" + entry.partner().clientId() + "' stands twice");
                entries.add(entry);
            }
            return file.wrong.isEmpty() ? new Reading.Fine(entries) : new Reading.Unfit(List.copyOf(file.wrong));
        } catch (YAMLException e) {
            return new Reading.Unfit(List.of("not YAML: " + e.getMessage()));
        }
    }

    private Entry entry(Fields f) {
        for (var field : f.all.keySet())
            if (!FIELDS.contains(String.valueOf(field))) f.complain(String.valueOf(field), "is not known");
        var kind = kind(f);
        var secrets = secrets(f, kind);
        var redirects = redirects(f, kind);
        var scopes = scopes(f, kind);
        var partner = new Partner(
                f.text("id", ID),
                f.text("name", Pattern.compile(".{2,80}")),
                kind,
                channel(f, kind),
                redirects,
                scopes,
                identifies(f, kind),
                perMinute(f, kind),
                kind == Partner.Kind.NATIVE || f.flag("delegable"));
        return new Entry(partner, secrets);
    }

    private static Partner.Kind kind(Fields f) {
        return switch (f.word("kind")) {
            case "app" -> Partner.Kind.NATIVE;
            case "machine" -> Partner.Kind.MACHINE;
            case "service" -> Partner.Kind.RELYING;
            default -> {
                f.complain("kind", "is app, machine or service");
                yield Partner.Kind.RELYING;
            }
        };
    }

    private static @Nullable Channel channel(Fields f, Partner.Kind kind) {
        if (kind == Partner.Kind.RELYING) return null;
        if (kind == Partner.Kind.NATIVE) return Channel.APP;
        var channel = Channel.of(f.word("channel"));
        if (channel.isEmpty() || channel.get() != Channel.IVR && channel.get() != Channel.API) {
            f.complain("channel", "of a machine is ivr or api");
            return Channel.API;
        }
        return channel.get();
    }

    /// Who keeps no secret is led back to an address that nobody else on the network answers (RFC 8252).
    private static List<String> redirects(Fields f, Partner.Kind kind) {
        var redirects = f.list("redirects");
        if (kind == Partner.Kind.MACHINE && !redirects.isEmpty()) f.complain("redirects", "a machine has none");
        if (kind != Partner.Kind.MACHINE && redirects.isEmpty()) f.complain("redirects", "at least one is needed");
        for (var each : redirects) {
            try {
                var address = URI.create(each);
                boolean fits = address.isAbsolute()
                        && address.getRawFragment() == null
                        && ("https".equals(address.getScheme())
                                || Partner.isLoopback(address)
                                || kind == Partner.Kind.NATIVE && ofItsOwn(address));
                if (!fits)
                    f.complain(
                            "redirects",
                            "'" + each + "' is neither https nor, for an app, http://127.0.0.1 or a scheme with a dot");
            } catch (IllegalArgumentException notAnAddress) {
                f.complain("redirects", "'" + each + "' is no address");
            }
        }
        return redirects;
    }

    /// RFC 8252, 7.1: a scheme made from a domain its owner holds, `it.example.app:/login`.
    private static boolean ofItsOwn(URI address) {
        return address.getScheme() != null && address.getScheme().contains(".") && !address.isOpaque();
    }

    private static Set<Scope> scopes(Fields f, Partner.Kind kind) {
        var found = new HashSet<Scope>();
        for (var code : f.list("scopes")) {
            var scope = Scope.of(code);
            if (scope.isEmpty()) f.complain("scopes", "'" + code + "' is not known");
            else if (kind == Partner.Kind.MACHINE
                    ? !scope.get().forMachines()
                    : !scope.get().forApps()) f.complain("scopes", "'" + code + "' is not for such a program");
            else found.add(scope.get());
        }
        if (kind == Partner.Kind.RELYING && !found.isEmpty()) f.complain("scopes", "a service has none");
        if (kind != Partner.Kind.RELYING && found.isEmpty()) f.complain("scopes", "at least one is needed");
        return found;
    }

    private static @Nullable Assurance identifies(Fields f, Partner.Kind kind) {
        var level = f.word("identifies");
        if (level.isEmpty()) return null;
        if (kind != Partner.Kind.MACHINE) f.complain("identifies", "only a machine identifies people");
        return switch (level) {
            case "low" -> Assurance.LOW;
            case "substantial" -> Assurance.SUBSTANTIAL;
            case "high" -> Assurance.HIGH;
            default -> {
                f.complain("identifies", "is low, substantial or high");
                yield null;
            }
        };
    }

    private static int perMinute(Fields f, Partner.Kind kind) {
        int usual = kind == Partner.Kind.NATIVE ? APP_PER_MINUTE : PER_MINUTE;
        if (!f.all.containsKey("requests-per-minute")) return usual;
        if (f.all.get("requests-per-minute") instanceof Integer number && number > 0 && number <= MOST_PER_MINUTE)
            return number;
        f.complain("requests-per-minute", "is a number from 1 to " + MOST_PER_MINUTE);
        return usual;
    }

    private static List<byte[]> secrets(Fields f, Partner.Kind kind) {
        var secrets = f.list("secrets");
        if (kind == Partner.Kind.NATIVE && !secrets.isEmpty()) f.complain("secrets", "an app can keep none");
        if (kind != Partner.Kind.NATIVE && secrets.isEmpty()) f.complain("secrets", "at least one is needed");
        var hashes = new ArrayList<byte[]>();
        for (var each : secrets) {
            if (SECRET.matcher(each).matches()) hashes.add(HexFormat.of().parseHex(each.substring("sha256:".length())));
            else f.complain("secrets", "each is written as sha256: and 64 hexadecimal digits, never the secret itself");
        }
        return hashes;
    }

    private record Fields(PartnersFile file, String where, Map<?, ?> all) {

        void complain(String field, String what) {
            file.wrong.add(where + ": " + field + ": " + what);
        }

        String word(String field) {
            return all.get(field) instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : "";
        }

        String text(String field, Pattern shape) {
            if (all.get(field) instanceof String text
                    && shape.matcher(text.strip()).matches()) return text.strip();
            complain(field, "is missing or not as it should be");
            return "";
        }

        boolean flag(String field) {
            if (!all.containsKey(field)) return false;
            if (all.get(field) instanceof Boolean set) return set;
            complain(field, "is true or false");
            return false;
        }

        List<String> list(String field) {
            var value = all.get(field);
            if (value == null) return List.of();
            if (!(value instanceof List<?> list)) {
                complain(field, "is a list");
                return List.of();
            }
            return list.stream().map(String::valueOf).map(String::strip).toList();
        }
    }
}
