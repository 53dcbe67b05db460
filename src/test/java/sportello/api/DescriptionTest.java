package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import sportello.api.ServedDescription.Described;
import sportello.testing.SportelloTest;
import tools.jackson.databind.JsonNode;

/// The description says neither more nor less than what programs are answered, and keeps the rules by which public
/// bodies in Italy describe their interfaces.
@SportelloTest
class DescriptionTest {

    private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern KEBAB = Pattern.compile("(/[a-z0-9.-]+|/\\{[a-z_]+})+");
    private static final Set<String> LIMITS = Set.of("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset");

    @Autowired
    MockMvc mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping addresses;

    ServedDescription served;

    @BeforeEach
    void served() throws Exception {
        var answer = mvc.perform(get("/openapi.yaml")).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).startsWith("application/yaml");
        served = new ServedDescription(answer.getContentAsString());
    }

    @Test
    void tellsWhoAnswersForIt() {
        assertThat(served.all().path("openapi").asString()).startsWith("3.1.");
        var info = served.all().path("info");
        for (var told : List.of("title", "description", "x-summary", "x-api-id", "termsOfService"))
            assertThat(info.path(told).asString()).as(told).isNotBlank();
        assertThat(info.path("version").asString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(info.at("/contact/email").asString()).contains("@");
        assertThat(info.at("/license/identifier").asString()).isEqualTo("EUPL-1.2");
        for (var server : served.all().path("servers")) {
            assertThat(server.path("description").asString()).isNotBlank();
            assertThat(server.path("x-sandbox").asBoolean(false)
                            || server.path("url").asString().startsWith("https://"))
                    .isTrue();
        }
    }

    @Test
    void describesEveryAddressForProgramsAndNoOther() {
        var described = served.all().path("paths").propertyNames().stream().collect(Collectors.toSet());
        var answered = addresses.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(path -> path.startsWith("/api/") || path.equals("/status") || path.equals("/openapi.yaml"))
                .collect(Collectors.toSet());
        assertThat(described).isEqualTo(answered);
        assertThat(described).allMatch(path -> KEBAB.matcher(path).matches());
    }

    @Test
    void everyOperationHasANameAGroupAndAnExample() {
        var tags = served.all().path("tags").values().stream()
                .map(tag -> tag.path("name").asString())
                .toList();
        var ids = new HashSet<String>();
        for (var each : served.operations().values()) {
            assertThat(ids.add(each.id())).as(each.id()).isTrue();
            assertThat(each.operation().path("summary").asString())
                    .as(each.id())
                    .isNotBlank();
            if (each.path().startsWith("/api/"))
                assertThat(each.operation().path("x-required-scope").asString(""))
                        .as(each.id())
                        .contains(":");
            assertThat(tags).contains(each.operation().at("/tags/0").asString());
            for (var parameter : each.operation().path("parameters"))
                if (parameter.path("required").asBoolean())
                    assertThat(parameter.has("example"))
                            .as(each.id() + " " + parameter.path("name"))
                            .isTrue();
        }
    }

    @Test
    void everyExampleIsOfTheShapeDescribed() {
        for (var each : served.operations().values()) {
            for (var parameter : each.operation().path("parameters"))
                if (parameter.has("example"))
                    assertThat(served.wrong(parameter.path("schema"), parameter.path("example")))
                            .as(each.id() + " " + parameter.path("name"))
                            .isEmpty();
            for (var content : each.operation().at("/requestBody/content").properties())
                if (!content.getKey().startsWith("image/"))
                    assertThat(served.wrong(
                                    content.getValue().path("schema"),
                                    content.getValue().path("example")))
                            .as(each.id())
                            .isEmpty();
            for (var response : each.operation().path("responses"))
                for (var content : served.resolved(response).path("content"))
                    if (content.has("example"))
                        assertThat(served.wrong(content.path("schema"), content.path("example")))
                                .as(each.id())
                                .isEmpty();
        }
    }

    @Test
    void everyAnswerTellsItsQuotaAndEveryRefusalIsAProblem() {
        for (var each : served.operations().values())
            for (var response : each.operation().path("responses").properties())
                judge(each, response.getKey(), served.resolved(response.getValue()));
    }

    private void judge(Described each, String status, JsonNode answer) {
        var what = each.id() + " " + status;
        var headers = answer.path("headers").propertyNames();
        boolean behindTheDoor = !each.operation().at("/security/0").isEmpty();
        if (behindTheDoor && (status.startsWith("2") || status.startsWith("4")))
            assertThat(headers).as(what).containsAll(LIMITS);
        if (status.equals("429") || status.equals("503"))
            assertThat(headers).as(what).contains("Retry-After");
        if (status.startsWith("4") || status.startsWith("5"))
            assertThat(answer.path("content").propertyNames()).as(what).containsExactly("application/problem+json");
        if (status.equals("204")) assertThat(answer.has("content")).as(what).isFalse();
    }

    @Test
    void everyValueHasItsBounds() {
        var wrong = new ArrayList<String>();
        walk(served.all(), "", (where, schema) -> {
            var type = schema.path("type").asString("");
            boolean fine = switch (type) {
                case "string" ->
                    schema.has("enum") || schema.has("maxLength") && (schema.has("pattern") || schema.has("format"));
                case "integer", "number" -> schema.has("format") && schema.has("minimum") && schema.has("maximum");
                case "array" -> schema.has("minItems") && schema.has("maxItems") && schema.has("items");
                case "object" -> schema.has("additionalProperties");
                default -> true;
            };
            if (!fine) wrong.add(where + " " + schema);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void namesAreInSnakeCase() {
        walk(
                served.all().path("components"),
                "",
                (where, schema) -> schema.path("properties")
                        .propertyNames()
                        .forEach(name -> assertThat(name).as(where).matches(SNAKE)));
        for (var each : served.operations().values())
            for (var in : List.of("path", "query"))
                each.parameters(in)
                        .forEach(parameter ->
                                assertThat(parameter.path("name").asString()).matches(SNAKE));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        walk(served.all(), "", (where, node) -> {
            if (node.has("$ref"))
                assertThat(served.resolved(node).isMissingNode()).as(where).isFalse();
        });
    }

    /// Every object of the document that is no example.
    private static void walk(JsonNode node, String where, BiConsumer<String, JsonNode> look) {
        if (node.isObject()) look.accept(where, node);
        for (var each : node.properties())
            if (!each.getKey().startsWith("example")) walk(each.getValue(), where + "/" + each.getKey(), look);
        if (node.isArray()) for (var each : node) walk(each, where + "[]", look);
    }
}
