package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import sportello.api.describe.Samples;
import sportello.testing.SportelloTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files through the API: what an app sends is judged as what a page sends, and only its own come back (rules C4, C10).
@SportelloTest
class ApiFilesTest {

    private static final byte[] PDF = Samples.PDF.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROGRAM = "MZ this is no paper".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    MockMvc mvc;

    @Autowired
    ApiStage stage;

    ApiStage.Caller by;

    @BeforeEach
    void set() {
        stage.set();
        by = stage.dario();
    }

    @AfterEach
    void strike() {
        stage.clear();
        stage.strike();
    }

    @Test
    void aQuestionGoesWithItsFilesAndTheyComeBackAsTheyWere() throws Exception {
        var asked = told(201, ask(file("..\\f24.exe", "text/html", PDF), file("durc.pdf", "application/pdf", PDF)));
        var files = asked.at("/thread/0/files");
        assertThat(files.size()).isEqualTo(2);
        var file = files.valueStream()
                .filter(each -> each.path("title").asString().equals("f24.pdf"))
                .findFirst()
                .orElseThrow();
        assertThat(file.path("media_type").asString()).isEqualTo("application/pdf");

        var question = "/api/v1/questions/" + asked.path("question_id").asString();
        var place = question + "/files/" + file.path("document_id").asString();
        var answer = send(get(place));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsByteArray()).isEqualTo(PDF);
        assertThat(answer.getHeader("Content-Disposition"))
                .startsWith("attachment")
                .contains("f24.pdf");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");

        var replied = told(200, reply(question, file("f24-2.pdf", "application/pdf", PDF)));
        assertThat(replied.at("/thread/1/files/0/title").asString()).isEqualTo("f24-2.pdf");

        by = stage.caller(stage.person("Ivo"), "me");
        refused(404, "not-found", send(get(place)));
    }

    @Test
    void aKeyCountsForTheFilesToo() throws Exception {
        var key = UUID.randomUUID();
        var once = told(201, ask(key, file("f24.pdf", "application/pdf", PDF)));
        var twice = told(201, ask(key, file("f24.pdf", "application/pdf", PDF)));
        assertThat(twice.path("question_id")).isEqualTo(once.path("question_id"));
        var other = Samples.PDF.replace("[0 0 200 100]", "[0 0 100 200]").getBytes(StandardCharsets.US_ASCII);
        refused(422, "key-reused", ask(key, file("f24.pdf", "application/pdf", other)));
    }

    @Test
    void whatIsNoPaperIsRefusedWithTheReason() throws Exception {
        var unfit = refused(422, "unfit-file", ask(file("f24.pdf", "application/pdf", PROGRAM)));
        assertThat(unfit.path("reason").asString()).isEqualTo("question.file.wrong_type");
        assertThat(unfit.path("detail").asString()).contains("f24.pdf");
        var empty = refused(422, "unfit-file", ask(file("f24.pdf", "application/pdf", new byte[0])));
        assertThat(empty.path("reason").asString()).isEqualTo("question.file.empty");
        var one = file("a.pdf", "application/pdf", PDF);
        var many = refused(422, "unfit-file", ask(one, one, one, one));
        assertThat(many.path("reason").asString()).isEqualTo("question.file.too_many");
        var large = file("a.pdf", "application/pdf", new byte[3 * 1024 * 1024 + 1]);
        assertThat(refused(422, "unfit-file", ask(large)).path("reason").asString())
                .isEqualTo("question.file.too_large");
    }

    @Test
    void aPartThatIsMissingOrNotAsDescribedIsNamed() throws Exception {
        var missing = refused(400, "missing", ask());
        assertThat(missing.at("/errors/0/field").asString()).isEqualTo("files");
        var asked = multipart("/api/v1/questions");
        asked.file(new MockMultipartFile(
                "question", "", "application/json", "{\"colour\": 1}".getBytes(StandardCharsets.UTF_8)));
        asked.file(file("a.pdf", "application/pdf", PDF));
        refused(400, "unknown-field", send(keyed(asked, UUID.randomUUID())));
    }

    @Test
    void aPaperIsSentWhetherAskedForOrNot() throws Exception {
        var papers = "/api/v1/appointments/" + stage.talk() + "/papers";
        assertThat(told(200, send(get(papers))).path("items").size()).isZero();
        var sent = send(post(papers).contentType("image/png").content(PDF));
        var paper = told(201, sent);
        assertThat(paper.path("state").asString()).isEqualTo("sent");
        assertThat(paper.at("/copies/0/media_type").asString()).isEqualTo("application/pdf");
        var place = String.valueOf(sent.getHeader("Location"));
        assertThat(send(get(place)).getContentAsByteArray()).isEqualTo(PDF);

        var copies = papers + "/" + paper.path("paper_id").asString() + "/copies";
        assertThat(told(201, send(post(copies).contentType("application/pdf").content(PDF)))
                        .path("copies")
                        .size())
                .isEqualTo(2);
        var elsewhere = papers + "/" + UUID.randomUUID() + "/copies";
        refused(
                404,
                "not-found",
                send(post(elsewhere).contentType("application/pdf").content(PDF)));

        by = stage.caller(stage.person("Ivo"), "me");
        refused(404, "not-found", send(get(papers)));
        refused(404, "not-found", send(get(place)));
        refused(
                404,
                "not-found",
                send(post(papers).contentType("application/pdf").content(PDF)));
    }

    @Test
    void aPaperIsJudgedByWhatItIs() throws Exception {
        var papers = "/api/v1/appointments/" + stage.talk() + "/papers";
        var unfit = refused(
                422,
                "unfit-file",
                send(post(papers).contentType("application/pdf").content(PROGRAM)));
        assertThat(unfit.path("reason").asString()).isEqualTo("room.paper.wrong-type");
        refused(
                422,
                "unfit-file",
                send(post(papers).contentType("application/pdf").content(new byte[0])));
        refused(
                415,
                "unsupported-media-type",
                send(post(papers).contentType("text/html").content(PDF)));
        refused(
                415,
                "unsupported-media-type",
                send(post(papers).contentType("image/svg+xml").content(PDF)));
        var endless = new byte[16 * 1024 * 1024 + 1];
        refused(
                413,
                "too-large",
                send(post(papers).contentType("application/pdf").content(endless)));
    }

    private MockHttpServletResponse ask(MockMultipartFile... files) throws Exception {
        return ask(UUID.randomUUID(), files);
    }

    private MockHttpServletResponse ask(UUID key, MockMultipartFile... files) throws Exception {
        var question = """
                {"position_id": "%s", "topic": "companies.contributions.regularity", "subject": "DURC irregolare",
                 "text": "I versamenti sono in ordine."}
                """.formatted(stage.position());
        return parts("/api/v1/questions", "question", question, key, files);
    }

    private MockHttpServletResponse reply(String question, MockMultipartFile... files) throws Exception {
        return parts(question + "/replies", "reply", "{\"text\": \"In allegato.\"}", UUID.randomUUID(), files);
    }

    private MockHttpServletResponse parts(String path, String name, String json, UUID key, MockMultipartFile... files)
            throws Exception {
        var request = multipart(path);
        request.file(new MockMultipartFile(name, "", "application/json", json.getBytes(StandardCharsets.UTF_8)));
        for (var file : files) request.file(file);
        return send(keyed(request, key));
    }

    private static MockMultipartHttpServletRequestBuilder keyed(
            MockMultipartHttpServletRequestBuilder request, UUID key) {
        request.header("Idempotency-Key", key.toString());
        return request;
    }

    private static MockMultipartFile file(String name, String type, byte[] content) {
        return new MockMultipartFile("files", name, type, content);
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(by.asks(request)).andReturn().getResponse();
    }

    private MockHttpServletResponse send(MockMultipartHttpServletRequestBuilder request) throws Exception {
        by.headers().forEach(request::header);
        return mvc.perform(request).andReturn().getResponse();
    }

    private static JsonNode told(int status, MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.getContentAsString());
    }

    private static JsonNode refused(int status, String type, MockHttpServletResponse answer) throws Exception {
        var problem = told(status, answer);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(problem.path("type").asString()).isEqualTo("urn:sportello:problem:" + type);
        return problem;
    }
}
