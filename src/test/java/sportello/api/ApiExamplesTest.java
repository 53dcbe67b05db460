package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import sportello.api.ServedDescription.Described;
import sportello.api.describe.Samples;
import sportello.testing.ApiTokens;
import sportello.testing.SportelloTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every operation's example, in the order of a story, on the real product: what comes back is what the description
/// says. The things the examples name stand for those the story meets; each is learned from the answer that tells of
/// it.
@SportelloTest
@Import({ApiStage.class, ApiTokens.class})
class ApiExamplesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Bruno looks round and books for Anna; moves, cancels; waits for a full day; looks after what is his.
    private static final List<String> BRUNO = List.of(
            "readStatus",
            "readDescription",
            "listCapacities",
            "listServices",
            "readService",
            "listOffices",
            "listDays",
            "listSlots",
            "readFirstFreeSlot",
            "placeHold",
            "readHold",
            "extendHold",
            "giveBackHold",
            "placeHold",
            "book",
            "listAppointments",
            "readAppointment",
            "askForCode",
            "moveAppointment",
            "cancelAppointment",
            "listDelegations",
            "readDelegation",
            "listUses",
            "endDelegation");

    private static final List<String> WAITING =
            List.of("joinWaitingList", "listWishes", "readWish", "leaveWaitingList", "joinWaitingList");

    private static final List<String> DARIO = List.of(
            "listPositions",
            "listTopics",
            "askQuestion",
            "listQuestions",
            "readQuestion",
            "replyToQuestion",
            "withdrawQuestion");

    private static final List<String> PROGRAM = List.of(
            "registerWebhook",
            "listWebhooks",
            "readWebhook",
            "renewWebhookSecret",
            "replayEvents",
            "listDeliveries",
            "listEvents",
            "removeWebhook");

    @Autowired
    MockMvc mvc;

    @Autowired
    ApiStage stage;

    final Map<String, String> meant = new LinkedHashMap<>();
    final Set<String> called = new TreeSet<>();
    ServedDescription served;

    @BeforeEach
    void set() throws Exception {
        stage.set();
        meant.put(Samples.OFFICE, stage.office.toString());
        // No test asks the DNS.
        meant.put("https://webhooks.example.com/sportello", "http://127.0.0.1:9/sportello");
        meant.put(Samples.POSITION, stage.position.toString());
        served = new ServedDescription(mvc.perform(request(HttpMethod.GET, "/openapi.yaml"))
                .andReturn()
                .getResponse()
                .getContentAsString());
    }

    @AfterEach
    void strike() {
        stage.strike();
    }

    @Test
    void everyExampleIsAnsweredAsDescribed() throws Exception {
        for (var id : BRUNO) tryOut(id, stage.bruno);
        stage.fill(LocalDate.parse("2027-03-02"));
        for (var id : WAITING) tryOut(id, stage.bruno);
        meant.put(Samples.OFFER, stage.freeOne());
        for (var id : List.of("readOffer", "declineOffer")) tryOut(id, stage.bruno);
        meant.put(Samples.OFFER, stage.freeOne());
        tryOut("acceptOffer", stage.bruno);
        for (var id : DARIO) tryOut(id, stage.dario);
        for (var id : PROGRAM) tryOut(id, stage.program);
        assertThat(called).isEqualTo(new TreeSet<>(served.operations().keySet()));
    }

    private void tryOut(String id, ApiStage.Caller by) throws Exception {
        var described = served.operations().get(id);
        assertThat(described).as(id).isNotNull();
        called.add(id);
        var answer = answer(described, by);
        var text = answer.getContentAsString();
        assertThat(answer.getStatus()).as(id + " " + text).isEqualTo(Integer.parseInt(described.success()));
        var content = described
                .operation()
                .path("responses")
                .path(described.success())
                .path("content");
        if (content.isEmpty()) {
            assertThat(text).isEmpty();
            return;
        }
        var media = content.propertyNames().iterator().next();
        assertThat(answer.getContentType()).as(id).startsWith(media);
        if (!media.endsWith("json")) return;
        var body = JSON.readTree(text);
        assertThat(served.wrong(content.path(media).path("schema"), body))
                .as(id + " " + text)
                .isEmpty();
        learn(content.path(media).path("example"), body);
    }

    private MockHttpServletResponse answer(Described described, ApiStage.Caller by) throws Exception {
        var path = described.path();
        for (var parameter : described.parameters("path"))
            path = path.replace("{" + parameter.path("name").asString() + "}", said(parameter));
        var asked = request(HttpMethod.valueOf(described.method()), path);
        for (var parameter : described.parameters("query"))
            if (parameter.has("example")) asked.param(parameter.path("name").asString(), said(parameter));
        for (var parameter : described.parameters("header"))
            if (parameter.has("example")) asked.header(parameter.path("name").asString(), said(parameter));
        var body = described.body();
        if (body != null) asked.contentType(MediaType.APPLICATION_JSON).content(really(body.toString()));
        return mvc.perform(by.asks(asked)).andReturn().getResponse();
    }

    private String said(JsonNode parameter) {
        var example = parameter.path("example");
        return really((example.isArray() ? example.path(0) : example).asString());
    }

    private String really(String text) {
        var real = text;
        for (var each : meant.entrySet()) real = real.replace(each.getKey(), each.getValue());
        return real;
    }

    /// The ids that examples invent begin alike.
    private void learn(JsonNode example, JsonNode body) {
        if (example.isString() && body.isString() && example.asString().startsWith("01960000-"))
            meant.put(example.asString(), body.asString());
        for (var each : example.properties()) learn(each.getValue(), body.path(each.getKey()));
        for (int i = 0; i < example.size() && example.isArray(); i++) learn(example.path(i), body.path(i));
    }
}
