package sportello.notification.texts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plain text with named placeholders, `{day}`. Nothing in it runs: one of the closed list is replaced once by its
/// value,
/// which is not looked into again; whatever else stands in braces is text like any other.
public record Wording(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern BLANK_LINE = Pattern.compile("\\n[ \\t]*\\n\\s*");

    /// Their names, in the order in which they first stand there.
    public Set<String> placeholders() {
        var names = new LinkedHashSet<String>();
        PLACE.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
        return names;
    }

    /// With every placeholder replaced; one without a value leaves nothing behind, not even its blank line.
    public String say(Map<String, ?> facts) {
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found, facts)))
                .replaceAll("[ \\t]{2,}", " ")
                .replaceAll("(?m)^[ \\t]+|[ \\t]+$", "")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    /// Paragraph by paragraph; what a value says begins none.
    public List<String> paragraphs(Map<String, ?> facts) {
        return BLANK_LINE
                .splitAsStream(text.strip())
                .map(paragraph -> new Wording(paragraph).say(facts))
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    private static String value(MatchResult found, Map<String, ?> facts) {
        if (Placeholder.of(found.group(1)).isEmpty()) return found.group();
        var value = facts.get(found.group(1));
        return value == null ? "" : value.toString();
    }
}
