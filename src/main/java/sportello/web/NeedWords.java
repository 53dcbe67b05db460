package sportello.web;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sportello.offices.Aid;

/// What a person needs from a counter, in words: a language by its name, an aid by what it is.
public final class NeedWords {

    private NeedWords() {}

    public static String one(Frame frame, String need) {
        return Aid.language(need)
                .map(language -> language.getDisplayLanguage(frame.language()))
                .orElseGet(() -> frame.say("book.aid." + need));
    }

    public static List<String> each(Frame frame, Collection<String> needs) {
        return new TreeSet<>(needs).stream().map(need -> one(frame, need)).toList();
    }

    /// "inglese, interprete LIS"
    public static String said(Frame frame, Collection<String> needs) {
        return each(frame, needs).stream().collect(Collectors.joining(", "));
    }
}
