package sportello.identity;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An e-mail address, typed as people type it. Before the `@` no letter with an accent, which few mail servers take: it
/// is a slip of the finger.
public final class MailAddress {

    private static final Pattern SHAPE =
            Pattern.compile("[\\p{Graph}&&[^@<>,;:\"()\\[\\]]]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    private static final int LONGEST = 254;

    private MailAddress() {}

    /// Blanks around it do no harm.
    public static boolean is(@Nullable String typed) {
        return read(typed).isPresent();
    }

    /// Without blanks around it; empty for what is no address.
    public static Optional<String> read(@Nullable String typed) {
        return Optional.ofNullable(typed)
                .map(String::strip)
                .filter(it -> it.length() <= LONGEST && SHAPE.matcher(it).matches());
    }
}
