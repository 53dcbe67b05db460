package sportello.platform;

import java.util.regex.Pattern;

/// How easily an Italian text is read: the Gulpease index (Lucisano and Piemontese, 1988),
/// `89 + (300 × sentences − 10 × letters) / words`, from 0 to 100. From 80 on it is easy for who has a primary school
/// certificate, from 60 on for who has a lower secondary one, from 40 on for who has an upper secondary one.
///
/// What counts: a word is a run of letters and digits, `l'ufficio` being two; a letter is a letter or a digit; a
/// sentence ends with a full stop, a question or exclamation mark, or with its paragraph. A web address is not read but
/// touched, and counts as nothing.
public final class Gulpease {

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?…])[»\")]*\\s+|\\R+");

    private Gulpease() {}

    /// Rounded; 100 for a text without a word.
    public static int of(String text) {
        var read = ADDRESS.matcher(text).replaceAll("");
        long words = WORD.matcher(read).results().count();
        if (words == 0) return 100;
        long letters = read.codePoints().filter(Character::isLetterOrDigit).count();
        long sentences = SENTENCE.splitAsStream(read)
                .filter(sentence -> WORD.matcher(sentence).find())
                .count();
        return (int) Math.clamp(Math.round(89 + (300.0 * sentences - 10.0 * letters) / words), 0, 100);
    }
}
