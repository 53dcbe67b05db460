package sportello.offices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What makes a counter fit for a person beside its languages. In a remote service a step is no obstacle, a voice may
/// be; every room has its text line beside the voice (rule G10).
public enum Aid {
    /// Lingua dei segni italiana: an interpreter takes part.
    LIS("lis"),
    /// What is said is written on the screen as it is said.
    SUBTITLES("subtitles"),
    /// Where one comes in person: without steps.
    STEP_FREE("step-free");

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> CODES =
            Arrays.stream(values()).map(Aid::code).collect(Collectors.toUnmodifiableSet());

    private final String code;

    Aid(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /// Whether a counter may say that it serves this: an aid, or a language that goes without saying nowhere.
    public static boolean known(String need) {
        return CODES.contains(need) || language(need).isPresent();
    }

    /// Empty for what is no language, and for Italian, which every counter serves.
    public static Optional<Locale> language(String need) {
        return LANGUAGES.contains(need) && !need.equals("it") ? Optional.of(Locale.of(need)) : Optional.empty();
    }
}
