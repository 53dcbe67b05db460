package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sportello.testing.RunningProduct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the demonstration tells people to type, typed as it stands there: each line does what it promises, with what
/// the
/// one before it gave in place of the dots.
class CurlLinesTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String DOTS = "…";

    private static RunningProduct product;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Visitor visitor = new Visitor(path -> product.url(path), "it");

    @BeforeAll
    static void start() {
        product = RunningProduct.with(
                Map.of("sportello.media.janus", "off", "sportello.offices.demonstration-services", "true"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void everyLineForMachinesWorksAsItIsShown() throws Exception {
        var machines = programs().stream()
                .filter(lines -> lines.getFirst().startsWith("curl "))
                .toList();
        assertThat(machines).hasSize(3);
        for (var lines : machines) {
            assertThat(lines.size()).isIn(3, 5);
            var alone = token(lines.getFirst());
            var forSomebody = token(lines.get(1));
            for (var token : List.of(alone, forSomebody))
                assertThat(typed(lines.get(2), token).path("items").size())
                        .as(lines.get(2))
                        .isPositive();
            if (lines.size() == 5) holdsAnHourOrSaysWhyNot(lines.subList(3, 5), forSomebody);
        }
    }

    /// The automatic telephone: one service it may book, and one it may not, with a reason it can speak.
    private void holdsAnHourOrSaysWhyNot(List<String> lines, String token) throws Exception {
        var here = curl("curl " + product.url("/api/v1/services/pension-talk/first-free-slot")
                + " -H 'Authorization: Bearer " + token + "'");
        var hour = JsonMapper.shared().readTree(here.body()).path("starts_at").asString();
        var held = curl(lines.getFirst().replaceFirst(DOTS, token).replace(DOTS, hour));
        assertThat(held.statusCode()).as(lines.getFirst() + "\n" + held.body()).isEqualTo(201);
        var refused = curl(lines.getLast().replaceFirst(DOTS, token).replace(DOTS, hour));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(JsonMapper.shared().readTree(refused.body()).path("reason").asString())
                .isEqualTo("refusal.channel");
    }

    @Test
    void theLinesOfTheAppLeadFromTheLoginToThePerson() throws Exception {
        var lines = programs().stream()
                .filter(each -> !each.getFirst().startsWith("curl "))
                .findFirst()
                .orElseThrow();
        visitor.logIn("bruno");
        var asked = visitor.get(lines.getFirst()).is(200).says("App dimostrativa");
        var back = visitor.answerTo(asked, asked.form("/oauth2/authorize"), Map.of("answer", "yes"));
        var code = back.headers().firstValue("Location").orElseThrow().replaceAll(".*[?&]code=([^&]*).*", "$1");
        var token = typed(lines.get(1), code).path("access_token").asString();
        assertThat(typed(lines.get(2), token).path("items").size()).isPositive();
    }

    private List<List<String>> programs() {
        return visitor.get("/demo").is(200).html().select("div[role=region]").stream()
                .map(region ->
                        region.select("code").stream().map(Element::wholeText).toList())
                .filter(lines -> lines.stream().anyMatch(line -> line.contains("curl ")))
                .toList();
    }

    private String token(String line) throws Exception {
        var token = typed(line, "").path("access_token").asString();
        assertThat(token).as(line).isNotBlank();
        return token;
    }

    private JsonNode typed(String line, String instead) throws Exception {
        var answer = curl(line.replace(DOTS, instead));
        assertThat(answer.statusCode()).as(line + "\n" + answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /// As much of curl as the lines use; it sends what it is given and encodes nothing.
    private HttpResponse<String> curl(String line) throws Exception {
        var words = new ArrayList<String>();
        WORD.matcher(line).results().forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
        assertThat(words.removeFirst()).isEqualTo("curl");
        var request = HttpRequest.newBuilder();
        var form = new ArrayList<String>();
        while (!words.isEmpty()) {
            var word = words.removeFirst();
            switch (word) {
                case "-u" -> request.header("Authorization", "Basic " + encoded(words.removeFirst()));
                case "-H" -> {
                    var header = words.removeFirst().split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> form.add(words.removeFirst());
                default -> request.uri(URI.create(word));
            }
        }
        if (!form.isEmpty() && !line.contains("Content-Type"))
            request.header("Content-Type", "application/x-www-form-urlencoded");
        if (!form.isEmpty()) request.POST(HttpRequest.BodyPublishers.ofString(String.join("&", form)));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String encoded(String who) {
        return Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8));
    }
}
