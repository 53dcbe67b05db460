package sportello.platform;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the product says, in every language it speaks: bundles `words/<language>/<area>.properties`, ICU message
/// format with named arguments. A new language is a new folder (rule G11).
public interface Words {

    /// Those in which there are pages.
    default Set<Locale> languages() {
        return languages("page");
    }

    /// Those that have an area of their own: messages may be said in a language that no page is written in yet.
    Set<Locale> languages(String area);

    String say(Locale language, String key, Map<String, ?> named);

    default String say(Locale language, String key) {
        return say(language, key, Map.of());
    }

    /// All texts of one area, for a page's script.
    Map<String, String> area(Locale language, String prefix);
}
