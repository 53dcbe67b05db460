package sportello.web.studio;

import java.util.Arrays;
import java.util.Locale;
import sportello.offices.Cassetto;
import sportello.web.Answer;

/// A Cassetto as a word of an address: `craftsmen-traders`.
final class Slugs {

    private Slugs() {}

    static String of(Cassetto cassetto) {
        return cassetto.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Cassetto read(String slug) {
        return Arrays.stream(Cassetto.values())
                .filter(cassetto -> of(cassetto).equals(slug))
                .findFirst()
                .orElseThrow(Answer::unknown);
    }
}
