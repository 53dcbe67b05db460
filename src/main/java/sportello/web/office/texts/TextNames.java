package sportello.web.office.texts;

import java.util.Locale;
import org.springframework.stereotype.Component;
import sportello.notification.texts.MessageTexts.Must;
import sportello.notification.texts.Placeholder;
import sportello.notification.texts.TextId;
import sportello.web.Frame;

/// Says which text is which.
@Component
class TextNames {

    String service(Frame frame, String service) {
        return frame.say("service." + service + ".short");
    }

    String occasion(Frame frame, TextId id) {
        return frame.say("texts.occasion." + id.occasion());
    }

    /// "SMS a chi è delegato", "Avviso".
    String what(Frame frame, TextId id) {
        var way = frame.say("texts.way." + id.way().code());
        return id.reader().isEmpty()
                ? way
                : frame.say("texts.to", "way", way, "reader", frame.say("texts.reader." + id.reader()));
    }

    String language(Frame frame, Locale language) {
        return frame.upper(language.getDisplayLanguage(frame.language()));
    }

    TextPage.Place place(Frame frame, Placeholder place) {
        return new TextPage.Place("{" + place.written() + "}", frame.say("texts.place." + place.written()));
    }

    String must(Frame frame, Must must) {
        return frame.say(must.word(), "names", must.names());
    }

    static String address(TextId id) {
        return "/office/texts/" + id.service() + "/" + id.message() + "/"
                + id.way().code() + "/" + id.language().getLanguage();
    }

    static String all(TextId id) {
        return "/office/texts?service=" + id.service() + "&language="
                + id.language().getLanguage();
    }
}
