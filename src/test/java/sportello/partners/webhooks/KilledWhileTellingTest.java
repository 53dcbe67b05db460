package sportello.partners.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.SeparateProduct;
import tools.jackson.databind.json.JsonMapper;

/// Hundreds of events wait for a partner, and the application is killed as they are told: each is heard, those of one
/// appointment in order, and whatever is told twice is known by its id.
class KilledWhileTellingTest {

    private static final int APPOINTMENTS = 400;
    private static final int EVENTS = 2 * APPOINTMENTS;
    private static final int AT_ONCE = 4;
    private static final String SECRET = "a-secret-of-the-tests-0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void losesNoEventAndRepeatsOnlyWhatWasUnderWay(@TempDir Path folder) throws Exception {
        write(folder.resolve("partners.yaml"));
        var settings = Map.of(
                "sportello.demo.enabled", "false",
                "sportello.media.janus", "off",
                "sportello.webhooks.to-loopback", "true",
                "sportello.webhooks.timeout", "1s",
                "sportello.webhooks.lease", "2s",
                "sportello.webhooks.first-pause", "100ms");
        try (var listener = new Listener();
                var product = SeparateProduct.start(folder, Path.of("target", "killed-while-telling.log"), settings)) {
            register(product, listener.address());
            try (var tables = product.tables()) {
                happen(tables);
            }
            killAfter(product, listener, EVENTS / 5);
            product.startAgain();
            killAfter(product, listener, EVENTS * 3 / 5);
            product.startAgain();
            await().atMost(Duration.ofMinutes(3)).until(() -> heard(listener).size() == EVENTS);
            try (var tables = product.tables()) {
                await().atMost(Duration.ofMinutes(1)).until(() -> count(tables, "state = 'QUEUED'") == 0);
                assertThat(count(tables, "state = 'DELIVERED'")).isEqualTo(EVENTS);
            }
            judge(listener);
        }
    }

    private static void judge(Listener listener) {
        assertThat(listener.told().size() - EVENTS).isLessThanOrEqualTo(2 * AT_ONCE);
        var bodies = new HashMap<String, String>();
        var last = new HashMap<String, String>();
        for (var one : listener.told()) {
            var body = new String(one.body(), StandardCharsets.UTF_8);
            assertThat(one.json().path("event_id").asString()).isEqualTo(one.key());
            assertThat(bodies.computeIfAbsent(one.key(), _ -> body)).isEqualTo(body);
            if (one.kind().equals("given-up"))
                assertThat(last).as("told in order").containsKey(one.appointment());
            last.put(one.appointment(), one.kind());
        }
    }

    private static Map<String, Long> heard(Listener listener) {
        return listener.told().stream().collect(Collectors.groupingBy(Listener.Told::key, Collectors.counting()));
    }

    private static void killAfter(SeparateProduct product, Listener listener, int so) throws Exception {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> listener.told().size() >= so);
        product.kill();
        assertThat(heard(listener)).hasSizeLessThan(EVENTS);
    }

    private void register(SeparateProduct product, String address) throws Exception {
        var login = Base64.getEncoder().encodeToString(("comune:" + SECRET).getBytes(StandardCharsets.UTF_8));
        var token = send(HttpRequest.newBuilder(URI.create(product.url("/oauth2/token")))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        var bearer = JsonMapper.shared().readTree(token).path("access_token").asString();
        send(HttpRequest.newBuilder(URI.create(product.url("/api/v1/webhooks")))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"address\": \"%s\", \"kinds\": [\"booked\", \"given-up\"]}".formatted(address))));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer.body();
    }

    /// As the product itself writes them.
    private static void happen(Connection tables) throws SQLException {
        try (var statement = tables.createStatement()) {
            statement.execute("""
                    create temporary table taken as
                        select gen_random_uuid() as appointment from generate_series(1, %d)
                    """.formatted(APPOINTMENTS));
            for (var kind : new String[] {"booked", "given-up"}) statement.execute("""
                        with told as (
                            insert into partners.happening (key, client_id, appointment, service, kind, facts, at)
                            select '%1$s ' || appointment, 'comune', appointment, 'test', '%1$s', '{}', now() from taken
                            returning id, number, appointment
                        )
                        insert into partners.delivery (webhook, happening, number, appointment)
                        select w.id, told.id, told.number, told.appointment from told, partners.webhook w
                        """.formatted(kind));
        }
    }

    private static int count(Connection tables, String which) throws SQLException {
        try (var statement = tables.createStatement();
                var row = statement.executeQuery("select count(*) from partners.delivery where " + which)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void write(Path file) throws Exception {
        var hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(file, """
                partners:
                  - {id: comune, name: Comune, kind: machine, channel: api, scopes: ["webhooks:manage"],
                     secrets: ["sha256:%s"]}
                """.formatted(hash));
    }
}
