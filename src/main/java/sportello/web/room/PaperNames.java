package sportello.web.room;

import org.jspecify.annotations.Nullable;
import sportello.web.Frame;

/// What a paper is called between people: *Documento di Anna*.
final class PaperNames {

    private PaperNames() {}

    static String of(Frame frame, String code, @Nullable String delegator, @Nullable String delegate) {
        return frame.say(
                "room.paper.name." + code,
                "delegator",
                delegator == null ? "" : delegator,
                "delegate",
                delegate == null ? "" : delegate);
    }
}
