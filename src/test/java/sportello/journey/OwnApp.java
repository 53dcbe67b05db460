package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demonstration's app in somebody's hand: they log in with OpenID Connect and PKCE and agree, then it speaks the
/// API for them over real HTTP.
final class OwnApp {

    private static final String APP = "app-dimostrativa";
    private static final String BACK = "http://127.0.0.1:49152/entrato";
    private static final String VERIFIER = "what-only-this-app-knows-until-it-fetches-its-tokens";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final UnaryOperator<String> url;
    private final String language;
    private final String token;

    private OwnApp(UnaryOperator<String> url, String language, String code) throws Exception {
        this.url = url;
        this.language = language;
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(url.apply("/oauth2/token")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(query(Map.of(
                                "grant_type", "authorization_code",
                                "client_id", APP,
                                "redirect_uri", BACK,
                                "code_verifier", VERIFIER,
                                "code", code))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        token = JSON.readTree(answer.body()).path("access_token").asString();
    }

    /// The person logs in, reads what the app will do, and says yes.
    static OwnApp loggedInBy(String login, UnaryOperator<String> url, String language) throws Exception {
        var person = new Visitor(url, language).logIn(login);
        var asked = person.get("/oauth2/authorize?"
                        + query(Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                APP,
                                "redirect_uri",
                                BACK,
                                "code_challenge_method",
                                "S256",
                                "code_challenge",
                                challenge(),
                                "scope",
                                "profile:write services:read appointments:write notices:read")))
                .is(200);
        var back = person.answerTo(asked, asked.form("/oauth2/authorize"), Map.of("answer", "yes"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(back).startsWith(BACK + "?");
        return new OwnApp(url, language, asking(back).get("code"));
    }

    JsonNode get(String path) throws Exception {
        return ask(request(path).GET());
    }

    JsonNode post(String path, Object body) throws Exception {
        return ask(request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    JsonNode put(String path, Object body) throws Exception {
        return ask(request(path).PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url.apply("/api/v1" + path)))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", language)
                .header("Content-Type", "application/json");
    }

    private JsonNode ask(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isBetween(200, 204);
        return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    private static Map<String, String> asking(String address) {
        return Arrays.stream(URI.create(address).getQuery().split("&"))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
