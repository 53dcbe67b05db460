package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import sportello.api.booking.BookingRequest;
import sportello.api.booking.Stated;
import sportello.api.problem.ApiJson;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.testing.SportelloTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is asked wrongly gets a clear answer, and leaves nothing behind.
@SportelloTest
class ApiRefusalsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOUR = "2027-03-04T08:20:00Z";
    private static final String LATER = "2027-03-04T08:40:00Z";
    private static final String PLACE = "/api/v1/holds";
    private static final String APPOINTMENTS = "/api/v1/appointments";

    @Autowired
    MockMvc mvc;

    @Autowired
    ApiStage stage;

    @Autowired
    Offices offices;

    ApiStage.Caller by;
    ServedDescription served;

    @BeforeEach
    void set() throws Exception {
        stage.set();
        by = stage.bruno();
        served = new ServedDescription(
                mvc.perform(get("/openapi.yaml")).andReturn().getResponse().getContentAsString());
    }

    @AfterEach
    void strike() {
        stage.strike();
    }

    @Test
    void whoIsNotLetInIsToldInTheSameShape() throws Exception {
        problem(401, "login-needed", mvc.perform(get(APPOINTMENTS)).andReturn().getResponse());
        by = new ApiStage.Caller("nobodys", "");
        refused(401, "login-needed", get(APPOINTMENTS), null);
        by = stage.bruno();
        by = new ApiStage.Caller(by.token(), "delegation:" + UUID.randomUUID());
        refused(403, "capacity-ended", get(APPOINTMENTS), null);
    }

    @Test
    void whatIsNoAddressOfTheApiIsToldInTheSameShapeToo() throws Exception {
        refused(404, "not-found", get("/api/v1/nowhere"), null);
        refused(404, "not-found", get("/api"), null);
        refused(405, "method-not-allowed", delete(APPOINTMENTS), null);
        var answer = send(delete(APPOINTMENTS), null);
        assertThat(String.valueOf(answer.getHeader("Allow")).split(",\\s*")).contains("GET", "POST");
        assertThat(shape(JSON.readTree(answer.getContentAsString()))).isEmpty();
    }

    @Test
    void whatMayBeSaidOnceIsNotHeededWhenSaidTwice() throws Exception {
        for (var twice : List.of("Authorization", "Acting-As", "Idempotency-Key")) {
            var request = get(APPOINTMENTS).header("Acting-As", "me").header("Idempotency-Key", UUID.randomUUID());
            var problem = refused(400, "not-understood", request.header(twice, "another"), null);
            assertThat(problem.path("reason").asString()).as(twice).isEqualTo("header-twice");
        }
    }

    @Test
    void jsonIsUtf8() throws Exception {
        var type = MediaType.parseMediaType("application/json;charset=utf-16");
        var asked = by.asks(post(PLACE).contentType(type).content(wanted(HOUR).getBytes(StandardCharsets.UTF_8)));
        problem(400, "not-json", mvc.perform(asked).andReturn().getResponse());
        var named = MediaType.parseMediaType("application/json;charset=UTF-8");
        asked = by.asks(post(PLACE).contentType(named).content(wanted(HOUR).getBytes(StandardCharsets.UTF_8)));
        assertThat(mvc.perform(asked).andReturn().getResponse().getStatus()).isEqualTo(201);
    }

    @Test
    void whichMethodsAnAddressAnswersIsToldAndWhatGetTellsIsToldOfByHead() throws Exception {
        var options = send(options(APPOINTMENTS), null);
        assertThat(options.getStatus()).isEqualTo(200);
        assertThat(options.getHeader("Allow")).contains("GET", "POST");
        assertThat(options.getContentAsString()).isEmpty();
        assertThat(send(head(APPOINTMENTS), null).getStatus()).isEqualTo(200);
        by = new ApiStage.Caller("nobodys", "");
        assertThat(send(options(APPOINTMENTS), null).getStatus()).isEqualTo(401);
        assertThat(send(head(APPOINTMENTS), null).getStatus()).isEqualTo(401);
    }

    private List<String> shape(JsonNode problem) {
        return served.wrong(served.all().at("/components/schemas/Problem"), problem);
    }

    @Test
    void aFieldNobodyDescribedIsNamed() throws Exception {
        var problem = refused(400, "unknown-field", post(PLACE), wanted(HOUR).replace("}", ", \"colour\": \"blue\"}"));
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("colour");
        assertThat(problem.toString()).doesNotContain("blue");
    }

    @Test
    void aFieldDeepInsideIsNamedByItsPath() throws Exception {
        var body = booking(UUID.randomUUID()).replace("\"given_name\"", "\"first\":\"Anna\",\"given_name\"");
        var problem = refused(400, "unknown-field", keyed(post(APPOINTMENTS)), body);
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("stated.delegator.first");
    }

    @Test
    void aNumberSentForATextIsOfTheWrongType() throws Exception {
        refused(400, "wrong-type", post(PLACE), "{\"service\": 7, \"starts_at\": \"" + HOUR + "\"}");
        refused(400, "wrong-type", post(PLACE), wanted("tomorrow"));
        refused(400, "wrong-type", post(PLACE), wanted(HOUR).replace("\"" + stage.office() + "\"", "\"here\""));
        refused(400, "wrong-type", get("/api/v1/services/" + Services.DELEGATION + "/slots?day=monday"), null);
    }

    @Test
    void whatIsNoJsonIsNotGuessed() throws Exception {
        refused(400, "not-json", post(PLACE), "{\"service\": ");
        refused(400, "not-json", post(PLACE), wanted(HOUR) + " {}");
        refused(400, "not-json", post(PLACE), "");
        var form = by.asks(post(PLACE).contentType(MediaType.APPLICATION_FORM_URLENCODED));
        problem(415, "unsupported-media-type", mvc.perform(form).andReturn().getResponse());
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedWhateverItSays() throws Exception {
        var tenMegabytes = "\"" + "a".repeat(10 * 1024 * 1024) + "\"";
        refused(413, "too-large", post(PLACE), wanted(HOUR).replace("\"" + HOUR + "\"", tenMegabytes));
        refused(413, "too-large", post(PLACE), "{\"colour\": " + tenMegabytes + "}");
    }

    @Test
    void valuesOutOfBoundsAreNamedWithTheirBounds() throws Exception {
        var problem = refused(422, "invalid", get(APPOINTMENTS + "?limit=1000"), null);
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("limit");
        assertThat(problem.at("/errors/0/detail").asString()).contains("100");
        problem = refused(422, "invalid", post(PLACE), "{\"service\": \"No Such\"}");
        assertThat(problem.path("errors").size()).isEqualTo(2);
        refused(422, "invalid", get(APPOINTMENTS + "?cursor=bm90LW91cnM"), null);
    }

    @Test
    void whatIsStatedOfTheDelegatorIsJudgedByTheServiceFieldByField() throws Exception {
        var hold = hold(HOUR);
        var problem = refused(
                422,
                "invalid",
                keyed(post(APPOINTMENTS)),
                booking(hold).replace("RSSMRA80A01H501U", "RSSMRA80A01H501X"));
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("delegator.tax_code");
        assertThat(problem.toString()).doesNotContain("RSSMRA");
    }

    @Test
    void somebodyElsesThingsDoNotExist() throws Exception {
        var hold = hold(HOUR);
        var appointment = booked(hold);
        by = stage.caller(stage.person("Ivo"), "me");
        refused(404, "not-found", get(APPOINTMENTS + "/" + appointment), null);
        refused(404, "not-found", get(PLACE + "/" + hold), null);
        refused(404, "not-found", delete(PLACE + "/" + hold), null);
        refused(404, "not-found", get(APPOINTMENTS + "/no-id"), null);
        refused(404, "not-found", get("/api/v1/services/no-such-service"), null);
        var move = keyed(post(APPOINTMENTS + "/" + appointment + "/moves").header("If-Match", "\"0\""));
        refused(404, "not-found", move, "{\"starts_at\": \"" + LATER + "\"}");
    }

    @Test
    void anHourTakenNamesTheNearest() throws Exception {
        hold(HOUR);
        by = stage.caller(stage.person("Ivo"), "me");
        var problem = refused(409, "slot-taken", post(PLACE), wanted(HOUR));
        assertThat(problem.at("/nearest/0/office_id").asString())
                .isEqualTo(stage.office().toString());
        assertThat(problem.path("nearest").values())
                .extracting(hour -> hour.path("starts_at").asString())
                .contains(LATER);
        refused(409, "slot-not-offered", post(PLACE), wanted("2027-03-04T03:00:00Z"));
    }

    @Test
    void everyRefusalSpeaksTheLanguageAskedFor() throws Exception {
        var asked = by.asks(get(APPOINTMENTS + "/" + UUID.randomUUID()).header("Accept-Language", "en"));
        var problem = problem(404, "not-found", mvc.perform(asked).andReturn().getResponse());
        assertThat(problem.path("detail").asString()).isEqualTo("What you are looking for is not there.");
    }

    @Nested
    class UnderAnIdempotencyKey {

        final UUID key = UUID.randomUUID();

        @Test
        void theSameRequestAnswersTheSameAndBooksOnce() throws Exception {
            var body = booking(hold(HOUR));
            var first = booked(body);
            var second = booked(body);
            assertThat(second.path("appointment_id")).isEqualTo(first.path("appointment_id"));
            assertThat(read(get(APPOINTMENTS)).path("items").size()).isEqualTo(1);
        }

        @Test
        void anotherRequestIsRefused() throws Exception {
            var body = booking(hold(HOUR));
            booked(body);
            refused(
                    422,
                    "key-reused",
                    post(APPOINTMENTS).header("Idempotency-Key", key.toString()),
                    body.replace("Anna", "Carla"));
        }

        @Test
        void withoutOneNothingIsBooked() throws Exception {
            var problem = refused(400, "missing", post(APPOINTMENTS), booking(hold(HOUR)));
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
            refused(400, "wrong-type", post(APPOINTMENTS).header("Idempotency-Key", "7"), booking(UUID.randomUUID()));
        }

        private JsonNode booked(String body) throws Exception {
            var answer = send(post(APPOINTMENTS).header("Idempotency-Key", key.toString()), body);
            assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
            return JSON.readTree(answer.getContentAsString());
        }
    }

    @Nested
    class AVersion {

        @Test
        void thatWasChangedMeanwhileIsStale() throws Exception {
            var appointment = booked(hold(HOUR));
            assertThat(moved(appointment, "\"0\"", UUID.randomUUID(), LATER).getStatus())
                    .isEqualTo(200);
            problem(412, "stale", moved(appointment, "\"0\"", UUID.randomUUID(), "2027-03-04T09:00:00Z"));
            var cancel =
                    post(APPOINTMENTS + "/" + appointment + "/cancellation").header("If-Match", "\"0\"");
            problem(412, "stale", send(cancel, null));
            assertThat(read(get(APPOINTMENTS + "/" + appointment))
                            .path("starts_at")
                            .asString())
                    .isEqualTo(LATER);
        }

        @Test
        void isNotLookedAtWhenTheSameMoveIsSentAgain() throws Exception {
            var appointment = booked(hold(HOUR));
            var key = UUID.randomUUID();
            assertThat(moved(appointment, "\"0\"", key, LATER).getStatus()).isEqualTo(200);
            var again = moved(appointment, "\"0\"", key, LATER);
            assertThat(again.getStatus()).isEqualTo(200);
            assertThat(again.getHeader("ETag")).isEqualTo("\"1\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"*", "W/\"0\"", "\"0\", \"1\"", "\"00\"", "0", "\"\""})
        void isOneNumberAndNothingElse(String seen) throws Exception {
            var appointment = booked(hold(HOUR));
            var cancellation = post(APPOINTMENTS + "/" + appointment + "/cancellation");
            refused(422, "invalid", cancellation.header("If-Match", seen), null);
        }

        @Test
        void mustBeNamed() throws Exception {
            var appointment = booked(hold(HOUR));
            refused(428, "precondition-missing", post(APPOINTMENTS + "/" + appointment + "/cancellation"), null);
        }

        private MockHttpServletResponse moved(UUID appointment, String seen, UUID key, String to) throws Exception {
            return send(
                    post(APPOINTMENTS + "/" + appointment + "/moves")
                            .header("If-Match", seen)
                            .header("Idempotency-Key", key.toString()),
                    "{\"starts_at\": \"" + to + "\"}");
        }
    }

    /// Rule C4.
    @Test
    void anHourIsHeldOnlyAtTheCompetentOfficeWhereThePolicyLetsNoOtherBeChosen() throws Exception {
        var counter = offices.openCounter(stage.office(), "competent-test", 1);
        var elsewhere = offices.openCounter(
                offices.open(new Office(
                                UUID.randomUUID(),
                                "Altra",
                                OfficeKind.DIREZIONE_PROVINCIALE,
                                "Comune",
                                "XX",
                                null,
                                false))
                        .id(),
                "competent-test",
                1);
        var wanted = "{\"service\": \"competent-test\", \"starts_at\": \"%s\", \"office_id\": \"%s\"%s}";
        var position = ", \"position_id\": \"" + counter.office() + "\"";
        assertThat(refused(422, "not-allowed", post(PLACE), wanted.formatted(HOUR, counter.office(), ""))
                        .path("reason")
                        .asString())
                .isEqualTo("refusal.competent-unknown");
        assertThat(refused(422, "not-allowed", post(PLACE), wanted.formatted(HOUR, elsewhere.office(), position))
                        .path("reason")
                        .asString())
                .isEqualTo("refusal.other-office");
        assertThat(send(post(PLACE), wanted.formatted(HOUR, counter.office(), position))
                        .getStatus())
                .isEqualTo(201);
    }

    private UUID hold(String hour) throws Exception {
        var answer = send(post(PLACE), wanted(hour));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
        return UUID.fromString(
                JSON.readTree(answer.getContentAsString()).path("hold_id").asString());
    }

    private UUID booked(UUID hold) throws Exception {
        var answer = send(keyed(post(APPOINTMENTS)), booking(hold));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
        return UUID.fromString(JSON.readTree(answer.getContentAsString())
                .path("appointment_id")
                .asString());
    }

    private String wanted(String hour) {
        return "{\"service\": \"%s\", \"starts_at\": \"%s\", \"office_id\": \"%s\"}"
                .formatted(Services.DELEGATION, hour, stage.office());
    }

    private static String booking(UUID hold) {
        return ApiJson.MAPPER.writeValueAsString(new BookingRequest(hold, Services.DELEGATION, Stated.example()));
    }

    private static MockHttpServletRequestBuilder keyed(MockHttpServletRequestBuilder request) {
        return request.header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private JsonNode read(MockHttpServletRequestBuilder request) throws Exception {
        return JSON.readTree(send(request, null).getContentAsString());
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request, @Nullable String body)
            throws Exception {
        if (body != null)
            request.contentType(MediaType.APPLICATION_JSON).content(body.getBytes(StandardCharsets.UTF_8));
        return mvc.perform(by.asks(request)).andReturn().getResponse();
    }

    private JsonNode refused(int status, String kind, MockHttpServletRequestBuilder request, @Nullable String body)
            throws Exception {
        return problem(status, kind, send(request, body));
    }

    private JsonNode problem(int status, String kind, MockHttpServletResponse answer) throws Exception {
        var text = answer.getContentAsString();
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        var problem = JSON.readTree(text);
        assertThat(problem.path("type").asString()).as(text).isEqualTo("urn:sportello:problem:" + kind);
        assertThat(shape(problem)).as(text).isEmpty();
        assertThat(problem.path("reference").asString()).matches("[2-9A-Z]{8}");
        assertThat(problem.path("detail").asString()).isNotBlank();
        return problem;
    }
}
