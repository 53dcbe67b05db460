package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.RunningProduct;
import sportello.testing.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

/// Two nodes on one database and one shared folder are one door: they count together, and what the body writes of its
/// partners holds at both.
class TwoDoorsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SECRET = "a-secret-of-the-tests-0123456789abcdef";
    private static final String ANOTHER = "another-secret-of-the-tests-0123456789";
    private static final String COUNTED =
            "  - {id: counted, name: Contato, kind: machine, channel: api, scopes: [\"services:read\"],"
                    + " requests-per-minute: 1000, secrets: [\"" + hash(SECRET) + "\"]}\n";

    @TempDir
    static Path folder;

    private static RunningProduct first;
    private static RunningProduct second;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void open() throws Exception {
        Files.createDirectories(folder.resolve("shared"));
        write("");
        var database = TestDatabase.fresh();
        first = node("first", database);
        second = node("second", database);
    }

    private static RunningProduct node(String name, Map<String, Object> database) {
        var settings = new HashMap<>(database);
        settings.put("sportello.data", folder.resolve(name).toString());
        settings.put("sportello.shared", folder.resolve("shared").toString());
        settings.put("sportello.media.janus", "off");
        return RunningProduct.with(settings);
    }

    @AfterAll
    static void close() {
        if (second != null) second.close();
        if (first != null) first.close();
    }

    /// Each number is one less than the one before, unless a minute ended between them.
    @Test
    void oneQuotaIsCountedByBoth() throws Exception {
        var token = token(first, "counted", SECRET);
        await().atMost(LONG).untilAsserted(() -> {
            var before = remaining(first, token);
            for (int i = 0; i < 5; i++) remaining(first, token);
            assertThat(remaining(second, token)).isEqualTo(before - 6);
            assertThat(remaining(first, token)).isEqualTo(before - 7);
        });
    }

    @Test
    void aPartnersFileThatChangesIsReadAgainByBoth() throws Exception {
        write(machine("services:read", hash(SECRET)));
        var token = awaitToken("changing", SECRET);
        for (var node : nodes()) assertThat(services(node, token).statusCode()).isEqualTo(200);

        write(machine("appointments:read", hash(SECRET)));
        for (var node : nodes())
            await().atMost(LONG).until(() -> services(node, token).statusCode() == 403);

        write(machine("services:read", hash(ANOTHER)));
        awaitToken("changing", ANOTHER);
        for (var node : nodes())
            assertThat(asked(node, "changing", SECRET).statusCode()).isEqualTo(401);

        write("");
        for (var node : nodes())
            await().atMost(LONG).until(() -> services(node, token).statusCode() == 401);
        assertThat(asked(second, "changing", ANOTHER).statusCode()).isEqualTo(401);
    }

    private static List<RunningProduct> nodes() {
        return List.of(first, second);
    }

    private int remaining(RunningProduct node, String token) throws Exception {
        var answer = services(node, token);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Integer.parseInt(
                answer.headers().firstValue("RateLimit-Remaining").orElseThrow());
    }

    private HttpResponse<String> services(RunningProduct node, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(node.url("/api/v1/services")))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private String token(RunningProduct node, String program, String secret) throws Exception {
        var answer = asked(node, program, secret);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }

    private String awaitToken(String program, String secret) throws Exception {
        for (var node : nodes())
            await().atMost(LONG).until(() -> asked(node, program, secret).statusCode() == 200);
        return token(second, program, secret);
    }

    private HttpResponse<String> asked(RunningProduct node, String program, String secret) throws Exception {
        var login = Base64.getEncoder().encodeToString((program + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create(node.url("/oauth2/token")))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String machine(String scope, String hash) {
        return "  - {id: changing, name: Ente, kind: machine, channel: api, scopes: [\"" + scope
                + "\"], requests-per-minute: 1000, secrets: [\"" + hash + "\"]}\n";
    }

    /// Never half of it.
    private static void write(String others) throws Exception {
        var file = folder.resolve("shared").resolve("partners.yaml");
        var fresh = Files.writeString(folder.resolve("partners.new"), "partners:\n" + COUNTED + others);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hash(String secret) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
