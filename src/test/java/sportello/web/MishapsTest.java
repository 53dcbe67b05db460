package sportello.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import sportello.meeting.MeetingTest;
import sportello.platform.Words;

/// What is sent and cannot be taken is answered calmly: never as a fault of ours.
@MeetingTest
@AutoConfigureMockMvc
class MishapsTest {

    @LocalServerPort
    int port;

    @Autowired
    MockMvc browser;

    @Autowired
    Words words;

    final HttpClient http = HttpClient.newHttpClient();

    @Test
    void takesABodyThatIsNoFormForOneItDoesNotUnderstand() throws Exception {
        var answer = browser.perform(post("/rooms/AAAAAAAA/papers/AA08")
                        .with(csrf())
                        .accept("text/html")
                        .param("file", "x"))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentAsString()).contains(words.say(Locale.ITALIAN, "error.odd.title"));
    }

    @Test
    void saysThatAFileIsTooLarge() throws Exception {
        var body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
                + "x".repeat(16 * 1024 * 1024 + 1) + "\r\n--b--\r\n";
        var answer = send("multipart/form-data; boundary=b", body);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains(words.say(Locale.ITALIAN, "error.large.title"));
    }

    @Test
    void takesAFormThatNobodyCanReadForOneItDoesNotUnderstand() throws Exception {
        var answer = send("application/x-www-form-urlencoded", "name=%zz");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(words.say(Locale.ITALIAN, "error.odd.title"));
    }

    private HttpResponse<String> send(String type, String body) throws Exception {
        var address = URI.create("http://localhost:" + port + "/rooms/AAAAAAAA/papers/AA08");
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Accept", "text/html")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
