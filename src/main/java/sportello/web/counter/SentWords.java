package sportello.web.counter;

import java.util.Locale;
import java.util.Set;

/// Which words say what a message was: those this page does not know by name are "another message".
final class SentWords {

    private static final Set<String> WHAT = Set.of(
            "booked",
            "moved",
            "given-up",
            "called-off",
            "code",
            "reminder-before",
            "reminder-day",
            "to-move",
            "lapsed",
            "aborted",
            "offered");
    private static final Set<String> HOW = Set.of("sms", "mail", "app", "letter");
    private static final Set<String> STATE =
            Set.of("queued", "handed_over", "delivered", "failed", "withheld", "to_print", "pointless");

    private SentWords() {}

    static String what(String template) {
        return WHAT.contains(template) ? template : "other";
    }

    static String how(String kind) {
        return HOW.contains(kind) ? kind : "other";
    }

    static String state(String state) {
        var word = state.toLowerCase(Locale.ROOT);
        return STATE.contains(word) ? word : "other";
    }
}
