package sportello.web.room;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import sportello.web.Frame;
import tools.jackson.databind.json.JsonMapper;

/// What a page's script needs to know, as the content of its data block: addresses and words, never a secret.
@Component
class PageData {

    private final JsonMapper json;

    PageData(JsonMapper json) {
        this.json = json;
    }

    /// Safe inside a `script` element: nothing in it can end the element or begin a comment.
    String of(Frame frame, Map<String, ?> facts) {
        var all = new LinkedHashMap<String, Object>(facts);
        all.put("words", frame.words().area(frame.language(), "script."));
        return json.writeValueAsString(all)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
