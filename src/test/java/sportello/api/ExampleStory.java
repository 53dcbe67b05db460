package sportello.api;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.api.ServedDescription.Described;
import sportello.api.describe.Samples;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The description's own examples, sent in the order of a story. The things they name stand for those the story meets:
/// each is learned from the answer that tells of it.
public final class ExampleStory {

    /// Bruno looks round and books for Anna; moves, gives up; looks after what is his.
    private static final List<String> BOOKS = List.of(
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
            "listNotices",
            "readNotice",
            "listDelegations",
            "readDelegation",
            "listUses",
            "endDelegation");

    /// On a day that is full.
    private static final List<String> WAITS =
            List.of("joinWaitingList", "listWishes", "readWish", "leaveWaitingList", "joinWaitingList");

    /// Dario asks a question on a position.
    private static final List<String> ASKS =
            List.of("listPositions", "listTopics", "askQuestion", "listQuestions", "readQuestion", "replyToQuestion");

    /// The studio's papers for its talk with the office.
    private static final List<String> SENDS = List.of("sendPaper", "sendCopy", "listPapers", "readCopy");

    /// A program has itself told what happens.
    private static final List<String> LISTENS = List.of(
            "registerWebhook",
            "listWebhooks",
            "readWebhook",
            "renewWebhookSecret",
            "replayEvents",
            "listDeliveries",
            "listEvents",
            "removeWebhook");

    private static final LocalDate FULL = LocalDate.parse("2027-03-02");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// How a request reaches the product.
    public interface Door {
        Answer ask(String method, URI target, Map<String, String> headers, @Nullable String body) throws Exception;
    }

    public record Answer(int status, String type, String body) {}

    /// Who looks at each answer.
    public interface Look {
        void at(Described operation, Answer answer, long nanos) throws Exception;
    }

    private final ServedDescription served;
    private final Door door;
    private final Look look;
    private final Map<String, String> meant = new LinkedHashMap<>();

    public ExampleStory(ServedDescription served, Door door, Look look) {
        this.served = served;
        this.door = door;
        this.look = look;
    }

    public void play(ApiStage stage) throws Exception {
        meant.clear();
        meant.put(Samples.OFFICE, stage.office().toString());
        meant.put(Samples.POSITION, stage.position().toString());
        // Nobody asks the DNS.
        meant.put("https://webhooks.example.com/sportello", "http://127.0.0.1:9/sportello");
        for (var key : List.of(Samples.KEY, Samples.MOVE_KEY, Samples.ACCEPT_KEY, Samples.ASK_KEY, Samples.REPLY_KEY))
            meant.put(key, UUID.randomUUID().toString());
        meant.put(Samples.EMAIL, "bruno." + UUID.randomUUID() + "@example.org");
        stage.begin();
        for (var id : BOOKS) tell(id, stage.bruno());
        stage.fill(FULL);
        for (var id : WAITS) tell(id, stage.bruno());
        meant.put(Samples.OFFER, stage.freeOne());
        for (var id : List.of("readOffer", "declineOffer")) tell(id, stage.bruno());
        meant.put(Samples.OFFER, stage.freeOne());
        tell("acceptOffer", stage.bruno());
        for (var id : ASKS) tell(id, stage.dario());
        meant.put(Samples.FILE, stage.attach(UUID.fromString(meant.getOrDefault(Samples.QUESTION, ""))));
        for (var id : List.of("readQuestionFile", "withdrawQuestion")) tell(id, stage.dario());
        meant.put(Samples.TALK, stage.talk());
        for (var id : SENDS) tell(id, stage.dario());
        for (var id : LISTENS) tell(id, stage.program());
        changesContacts(stage);
    }

    private void changesContacts(ApiStage stage) throws Exception {
        for (var id : List.of("readContacts", "chooseLanguage", "claimContact", "giveUpContact"))
            tell(id, stage.bruno());
        stage.later();
        tell("claimContact", stage.bruno());
        stage.later();
        tell("askForContactCode", stage.bruno());
        var claim = meant.getOrDefault(Samples.CLAIM, Samples.CLAIM);
        meant.put(Samples.CODE, stage.code(UUID.fromString(claim)));
        for (var id : List.of("verifyContact", "leaveEmail", "leaveMobile")) tell(id, stage.bruno());
        meant.remove(Samples.CODE);
    }

    private void tell(String id, ApiStage.Caller by) throws Exception {
        var operation = served.operations().get(id);
        if (operation == null) throw new IllegalStateException("Nothing is described as " + id);
        var headers = new LinkedHashMap<>(by.headers());
        for (var parameter : operation.parameters("header"))
            if (parameter.has("example")) headers.put(parameter.path("name").asString(), said(parameter));
        var file = operation.file();
        if (file != null) headers.put("Content-Type", "application/pdf");
        var body = operation.body();
        var target = target(operation);
        var began = System.nanoTime();
        var answer = door.ask(operation.method(), target, headers, body == null ? file : really(body.toString()));
        look.at(operation, answer, System.nanoTime() - began);
        var example = served.resolved(operation.operation().path("responses").path(operation.success()))
                .at("/content/application~1json/example");
        if (!example.isMissingNode()) learn(example, JSON.readTree(answer.body()), false);
    }

    private URI target(Described operation) {
        var path = operation.path();
        for (var parameter : operation.parameters("path"))
            path = path.replace("{" + parameter.path("name").asString() + "}", said(parameter));
        var query = operation.parameters("query").stream()
                .filter(parameter -> parameter.has("example"))
                .map(parameter -> parameter.path("name").asString() + "="
                        + URLEncoder.encode(said(parameter), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(query.isEmpty() ? path : path + "?" + query);
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

    /// The ids that examples invent begin alike. A list may show others' first: it teaches only what is not known yet.
    private void learn(JsonNode example, JsonNode body, boolean listed) {
        if (example.isString() && body.isString() && example.asString().startsWith("01960000-")) {
            if (listed) meant.putIfAbsent(example.asString(), body.asString());
            else meant.put(example.asString(), body.asString());
        }
        for (var each : example.properties()) learn(each.getValue(), body.path(each.getKey()), listed);
        if (example.isArray()) for (int i = 0; i < example.size(); i++) learn(example.path(i), body.path(i), true);
    }
}
