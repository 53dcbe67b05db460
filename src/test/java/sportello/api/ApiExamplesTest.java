package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import sportello.api.ExampleStory.Answer;
import sportello.api.ServedDescription.Described;
import sportello.testing.SportelloTest;
import tools.jackson.databind.json.JsonMapper;

/// Every operation's example works on the real product, and what comes back is what the description says.
@SportelloTest
class ApiExamplesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    MockMvc mvc;

    @Autowired
    ApiStage stage;

    final Set<String> called = new TreeSet<>();
    ServedDescription served;

    @BeforeEach
    void set() throws Exception {
        stage.set();
        served = new ServedDescription(
                ask("GET", URI.create("/openapi.yaml"), Map.of(), null).body());
    }

    @AfterEach
    void strike() {
        stage.strike();
    }

    @Test
    void everyExampleIsAnsweredAsDescribed() throws Exception {
        new ExampleStory(served, this::ask, this::judge).play(stage);
        assertThat(called).isEqualTo(new TreeSet<>(served.operations().keySet()));
    }

    private void judge(Described operation, Answer answer, long nanos) {
        called.add(operation.id());
        var what = operation.id() + " " + answer.body();
        assertThat(answer.status()).as(what).isEqualTo(Integer.parseInt(operation.success()));
        var content = operation
                .operation()
                .path("responses")
                .path(operation.success())
                .path("content");
        if (content.isEmpty()) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        var media = content.propertyNames().iterator().next();
        assertThat(answer.type()).as(what).startsWith(media);
        if (!media.endsWith("json")) return;
        assertThat(served.wrong(content.path(media).path("schema"), JSON.readTree(answer.body())))
                .as(what)
                .isEmpty();
    }

    private Answer ask(String method, URI target, Map<String, String> headers, @Nullable String body) throws Exception {
        var asked = request(HttpMethod.valueOf(method), target);
        headers.forEach(asked::header);
        if (body != null) asked.content(body.getBytes(StandardCharsets.UTF_8));
        if (body != null && !headers.containsKey("Content-Type")) asked.contentType(MediaType.APPLICATION_JSON);
        var answer = mvc.perform(asked).andReturn().getResponse();
        var type = answer.getContentType();
        return new Answer(answer.getStatus(), type == null ? "" : type, answer.getContentAsString());
    }
}
