package sportello.api;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The description as it is served, to be looked at and to judge answers by.
public final class ServedDescription {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode all;
    private final Map<String, Described> operations;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    public ServedDescription(String yaml) {
        all = JSON.valueToTree(new Yaml().load(yaml));
        operations = read();
    }

    JsonNode all() {
        return all;
    }

    /// One operation, where it is and how it is asked.
    public record Described(String id, String method, String path, JsonNode operation) {
        List<JsonNode> parameters(String in) {
            return operation.path("parameters").values().stream()
                    .filter(parameter -> parameter.path("in").asString().equals(in))
                    .toList();
        }

        @Nullable JsonNode body() {
            var body = operation.at("/requestBody/content/application~1json/example");
            return body.isMissingNode() ? null : body;
        }

        /// A file to be sent as it is.
        @Nullable String file() {
            var body = operation.at("/requestBody/content/application~1pdf/example");
            return body.isMissingNode() ? null : body.asString();
        }

        public String success() {
            return operation.path("responses").propertyNames().stream()
                    .filter(status -> status.startsWith("2"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public Map<String, Described> operations() {
        return operations;
    }

    private Map<String, Described> read() {
        var operations = new LinkedHashMap<String, Described>();
        for (var path : all.path("paths").properties())
            for (var method : path.getValue().properties())
                if (METHODS.contains(method.getKey())) {
                    var id = method.getValue().path("operationId").asString();
                    operations.put(
                            id,
                            new Described(
                                    id, method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
                }
        return operations;
    }

    /// What a reference leads to, else the node itself.
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isMissingNode() ? node : all.at(reference.asString().substring(1));
    }

    /// What the description says is wrong with a body; empty when nothing is.
    List<String> wrong(JsonNode schema, JsonNode body) {
        ObjectNode root = schema.deepCopy().asObject();
        root.set("components", all.path("components"));
        var wrong = new ArrayList<String>();
        schemas.getSchema(root)
                .validate(body, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> wrong.add(error.getInstanceLocation() + ": " + error.getMessage()));
        return wrong;
    }
}
