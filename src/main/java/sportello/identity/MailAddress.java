package sportello.identity;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An e-mail address, typed as people type it.
public final class MailAddress {

    private static final Pattern SHAPE =
            Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    private static final int LONGEST = 254;

    private MailAddress() {}

    /// Without blanks around it; empty for what is no address.
    public static Optional<String> read(@Nullable String typed) {
        return Optional.ofNullable(typed)
                .map(String::strip)
                .filter(it -> it.length() <= LONGEST && SHAPE.matcher(it).matches());
    }
}
