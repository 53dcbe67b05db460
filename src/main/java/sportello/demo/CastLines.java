package sportello.demo;

import java.util.List;
import sportello.demo.ChoicePage.CastLine;
import sportello.web.Frame;

/// The cast in the reader's language.
final class CastLines {

    private CastLines() {}

    static List<CastLine> of(List<Cast.Member> cast, Frame frame) {
        return cast.stream()
                .map(one -> new CastLine(
                        one.login() == null ? "" : one.login(),
                        one.givenName(),
                        frame.say("demo.cast." + one.key() + ".role"),
                        frame.say("demo.cast." + one.key() + ".what")))
                .toList();
    }
}
