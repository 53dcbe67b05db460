package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import sportello.offices.Services;
import sportello.testing.SportelloTest;
import tools.jackson.databind.json.JsonMapper;

/// However far a value lies from all that is meant, the API says what is wrong with it and never falls over.
@SportelloTest
class ApiExtremesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SERVICE = "/api/v1/services/" + Services.DELEGATION;
    private static final String APPOINTMENTS = "/api/v1/appointments";

    @Autowired
    MockMvc mvc;

    @Autowired
    ApiStage stage;

    @BeforeEach
    void set() {
        stage.set();
    }

    @AfterEach
    void strike() {
        stage.strike();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967295", "2147483647", "-1", "99999999999999999999"})
    void aPlaceInAListThatWasNeverGivenOut(String place) throws Exception {
        understood(get(SERVICE + "/offices?cursor=" + cursor(place)), null);
        understood(get(APPOINTMENTS + "?cursor=" + cursor(Instant.MAX + " " + UUID.randomUUID())), null);
        understood(get(APPOINTMENTS + "?cursor=" + cursor(Instant.MIN + " " + UUID.randomUUID())), null);
        understood(stage.program().asks(get("/api/v1/events?cursor=" + cursor(place))));
        var questions = stage.dario().asks(get("/api/v1/questions?cursor=" + cursor(place)));
        understood(questions);
        understood(stage.dario().asks(get("/api/v1/cassetti/companies/positions?cursor=" + cursor(place))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "-999999999-01-01", "%2B999999999-12-31", "9999-12-31", "-4800-01-01"})
    void aDayBeyondAllCalendars(String day) throws Exception {
        understood(get(URI.create(SERVICE + "/slots?day=" + day)), null);
        understood(get(URI.create(SERVICE + "/days?month=" + day.substring(0, day.length() - 3))), null);
        var typed = day.replace("%2B", "+");
        understood(
                post("/api/v1/waiting-list"),
                "{\"service\": \"%s\", \"days\": [{\"from\": \"%s\", \"until\": \"%s\"}]}"
                        .formatted(Services.DELEGATION, typed, typed));
        understood(
                post("/api/v1/waiting-list"),
                "{\"service\": \"%s\", \"days\": [{\"from\": \"2027-03-01\", \"until\": \"%s\"}, null]}"
                        .formatted(Services.DELEGATION, typed));
        var stated = booking(UUID.randomUUID()).replace("1980-01-01", typed);
        understood(keyed(post(APPOINTMENTS)), stated);
        understood(
                keyed(post(APPOINTMENTS)),
                stated.replace("\"situation\"", "\"until\": \"%s\", \"situation\"".formatted(typed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "+294277-01-01T00:00:00Z",
                "-4713-01-01T00:00:00Z",
                "2027-03-04T08:20:00.123456789Z"
            })
    void anHourBeyondAllClocks(String hour) throws Exception {
        understood(
                post("/api/v1/holds"),
                "{\"service\": \"%s\", \"starts_at\": \"%s\", \"office_id\": \"%s\"}"
                        .formatted(Services.DELEGATION, hour, stage.office()));
        understood(
                post("/api/v1/holds"),
                "{\"service\": \"%s\", \"starts_at\": \"%s\"}".formatted(Services.DELEGATION, hour));
        var appointment = booked();
        understood(
                keyed(post(APPOINTMENTS + "/" + appointment + "/moves")).header("If-Match", "\"0\""),
                "{\"starts_at\": \"%s\"}".formatted(hour));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00\\ud800", "\\uffff", "\\u202e"})
    void aCharacterNoDatabaseKeeps(String odd) throws Exception {
        var hold = hold();
        understood(keyed(post(APPOINTMENTS)), booking(hold).replace("\"Anna\"", "\"Anna" + odd + "\""));
        understood(
                keyed(post(APPOINTMENTS)),
                booking(hold).replace("\"situation\"", "\"note\": \"x%s\", \"situation\"".formatted(odd)));
        var wish =
                "{\"service\": \"%s\", \"days\": [{\"from\": \"2027-03-01\", \"until\": \"2027-03-09\"}], \"stated\": {\"delegator\": {\"given_name\": \"A%s\"}}}"
                        .formatted(Services.DELEGATION, odd);
        understood(post("/api/v1/waiting-list"), wish);
        var question =
                "{\"position_id\": \"%s\", \"topic\": \"companies.contributions.regularity\", \"subject\": \"a%s\", \"text\": \"b%s\"}"
                        .formatted(stage.position(), odd, odd);
        understood(stage.dario()
                .asks(keyed(post("/api/v1/questions"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(question)));
        understood(stage.program()
                .asks(post("/api/v1/webhooks")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"address\": \"https://a%s.example\", \"kinds\": [\"booked\"]}".formatted(odd))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null]", "[\"booked\", null]", "[\"booked\", \"booked\"]", "[7]", "null", "{}"})
    void aListThatIsNone(String kinds) throws Exception {
        understood(stage.program()
                .asks(post("/api/v1/webhooks")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"address\": \"https://127.0.0.1/\", \"kinds\": %s}".formatted(kinds))));
        understood(
                keyed(post(APPOINTMENTS)),
                booking(UUID.randomUUID())
                        .replace("\"situation\"", "\"question_ids\": %s, \"situation\"".formatted(kinds)));
        understood(
                keyed(post(APPOINTMENTS)),
                booking(UUID.randomUUID()).replaceFirst("\"needs\":\\[]", "\"needs\": " + kinds));
        understood(
                post("/api/v1/holds"),
                "{\"service\": \"%s\", \"starts_at\": \"2027-03-04T08:20:00Z\", \"needs\": %s}"
                        .formatted(Services.DELEGATION, kinds));
        understood(
                post("/api/v1/waiting-list"),
                "{\"service\": \"%s\", \"days\": %s}".formatted(Services.DELEGATION, kinds));
    }

    @Test
    void whatNoOperationAnswersIsAProblemToo() throws Exception {
        var id = UUID.randomUUID();
        refused(405, send(delete(APPOINTMENTS), null));
        refused(405, send(delete(APPOINTMENTS).header("Accept", "text/html"), null));
        refused(404, send(get("/api/v1/nowhere").header("Accept", "text/html"), null));
        refused(404, send(get("/api/v1/nowhere"), null));
        refused(404, send(get("/api"), null));
        refused(406, send(get(APPOINTMENTS).header("Accept", "text/xml"), null));
        refused(415, send(post("/api/v1/holds").contentType("text/plain").content("x"), null));
        understood(post(APPOINTMENTS + "/" + id + "/cancellation").header("If-Match", "*"), null);
        understood(
                post(APPOINTMENTS + "/" + id + "/cancellation").header("If-Match", "\"99999999999999999999\""), null);
        understood(get(URI.create(SERVICE + "/offices?text=%00")), null);
        understood(get(URI.create(SERVICE + "/offices?text=%ff%fe")), null);
        understood(get(APPOINTMENTS).header("Accept-Language", "x-y-z;;q=a"), null);
        understood(get(APPOINTMENTS).header("Acting-As", "studio:no-uuid"), null);
    }

    /// Where others write a letter as its number.
    @Test
    void aBodyTooLargeWhateverTheWayItIsSpelt() throws Exception {
        var large = "{\"colour\": \"" + "a".repeat(2 * 1024 * 1024) + "\"}";
        refused(413, send(post(URI.create("/%61pi/v1/holds")), large));
    }

    private UUID hold() throws Exception {
        var answer = send(
                post("/api/v1/holds"),
                "{\"service\": \"%s\", \"starts_at\": \"2027-03-04T08:20:00Z\", \"office_id\": \"%s\"}"
                        .formatted(Services.DELEGATION, stage.office()));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
        return UUID.fromString(
                JSON.readTree(answer.getContentAsString()).path("hold_id").asString());
    }

    private UUID booked() throws Exception {
        var answer = send(keyed(post(APPOINTMENTS)), booking(hold()));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
        return UUID.fromString(JSON.readTree(answer.getContentAsString())
                .path("appointment_id")
                .asString());
    }

    private static String booking(UUID hold) {
        return ApiJson.MAPPER.writeValueAsString(new BookingRequest(hold, Services.DELEGATION, Stated.example()));
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MockHttpServletRequestBuilder keyed(MockHttpServletRequestBuilder request) {
        return request.header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request, @Nullable String body)
            throws Exception {
        if (body != null)
            request.contentType(MediaType.APPLICATION_JSON).content(body.getBytes(StandardCharsets.UTF_8));
        return mvc.perform(stage.bruno().asks(request)).andReturn().getResponse();
    }

    private void understood(MockHttpServletRequestBuilder request, @Nullable String body) throws Exception {
        understood(send(request, body), String.valueOf(body));
    }

    private void understood(MockHttpServletRequestBuilder request) throws Exception {
        understood(mvc.perform(request).andReturn().getResponse(), "");
    }

    private static void understood(MockHttpServletResponse answer, String sent) throws Exception {
        assertThat(answer.getStatus()).as(sent + answer.getContentAsString()).isLessThan(500);
        if (answer.getStatus() < 400) return;
        assertThat(answer.getContentType()).as(sent).startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.getContentAsString()).path("reference").asString())
                .as(sent)
                .matches("[2-9A-Z]{8}");
    }

    private static void refused(int status, MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        understood(answer, "");
    }
}
