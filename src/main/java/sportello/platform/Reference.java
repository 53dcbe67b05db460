package sportello.platform;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/// A number a person can read over the telephone: eight characters without look-alikes, shown in two groups of four.
public record Reference(String value) {

    private static final String ALPHABET = "23456789ACDEFGHJKMNPQRTVWXYZ";
    private static final Pattern SHAPE = Pattern.compile("[" + ALPHABET + "]{8}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public Reference {
        if (!SHAPE.matcher(value).matches()) throw new IllegalArgumentException("Not a reference number");
    }

    public static Reference next() {
        var text = new StringBuilder(8);
        for (int i = 0; i < 8; i++) text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        return new Reference(text.toString());
    }

    /// Accepts what a person would type: lower case, blanks, a dash between the groups.
    public static Reference parse(String typed) {
        return new Reference(typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
    }

    /// `K7M2 4QX9`
    public String spoken() {
        return value.substring(0, 4) + " " + value.substring(4);
    }

    @Override
    public String toString() {
        return value;
    }
}
