package sportello.demo.tenant;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What goes back over HTTP.
record Answer(int status, @Nullable JsonNode body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Answer error(int status, String code, String message) {
        return new Answer(status, JSON.valueToTree(Map.of("error", Map.of("code", code, "message", message))));
    }

    static Answer notFound() {
        return error(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }
}
