package sportello.booking;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Plain answers by name, to and from the database's JSON.
@Component
class Answers {

    private static final TypeReference<Map<String, String>> NAMED = new TypeReference<>() {};

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    String write(Map<String, ?> answers) {
        return json.writeValueAsString(answers);
    }

    Map<String, String> read(String text) {
        return Map.copyOf(json.readValue(text, NAMED));
    }
}
