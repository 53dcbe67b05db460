package sportello.offices;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// `situation=bedridden|hospitalised`, `situation!=bedridden`, or nothing: whether what was stated at booking fits.
record Condition(String answer, boolean not, Set<String> values) {

    private static final Pattern SHAPE = Pattern.compile("([a-z_.]+)(!?=)([a-z_-]+(?:\\|[a-z_-]+)*)");
    private static final Condition ALWAYS = new Condition("", true, Set.of());

    static Condition parse(String text) {
        if (text.isBlank()) return ALWAYS;
        var parts = SHAPE.matcher(text.strip());
        if (!parts.matches())
            throw new IllegalArgumentException(
                    "'" + text + "' is not a condition: write answer=value, answer=one|other or answer!=value");
        return new Condition(
                parts.group(1),
                parts.group(2).equals("!="),
                Set.of(parts.group(3).split("\\|", -1)));
    }

    boolean fits(Map<String, String> answers) {
        return values.contains(answers.getOrDefault(answer, "")) != not;
    }
}
