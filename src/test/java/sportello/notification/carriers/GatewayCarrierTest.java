package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.validation.Validation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import tools.jackson.databind.json.JsonMapper;

/// SMS through a gateway of this machine, over real HTTP, described by settings alone.
class GatewayCarrierTest {

    record Asked(String body, String key, String secret, String type) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    HttpServer server;
    int status = 200;
    String answer = "{\"result\":{\"status\":\"ok\"}}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/send", exchange -> {
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    headers.getFirst("X-Once"),
                    headers.getFirst("Authorization"),
                    headers.getFirst("Content-Type")));
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void fillsTheFormThatTheSettingGivesAndNothingElse() throws Exception {
        try (var carrier =
                new GatewayCarrier(settings(SmsSettings.Gateway.Form.JSON, "{\"a\":\"{to}\",\"b\":\"{text}\"}"))) {
            assertThat(carrier.handOver(sms("+39 333 1110001", "Dice: \"{to}\"\nciò")))
                    .isEqualTo(new Handed.Taken(List.of()));
        }
        var body = JsonMapper.shared().readTree(asked.getFirst().body());
        assertThat(body.at("/a").asString()).isEqualTo("+393331110001");
        assertThat(body.at("/b").asString()).isEqualTo("Dice: \"{to}\"\nciò");
        assertThat(asked.getFirst().secret()).isEqualTo("Bearer s3cret");
    }

    @Test
    void fillsAPlainFormToo() throws Exception {
        try (var carrier = new GatewayCarrier(settings(SmsSettings.Gateway.Form.FORM, "to={to}&text={text}"))) {
            carrier.handOver(sms("+393331110001", "uno & due"));
        }
        assertThat(asked.getFirst().body()).isEqualTo("to=%2B393331110001&text=uno+%26+due");
        assertThat(asked.getFirst().type()).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void carriesTheSameKeyAtEachTryAndAnotherForAnotherMessage() throws Exception {
        try (var carrier = json()) {
            carrier.handOver(sms("+393331110001", "Ciao"));
            carrier.handOver(sms("+393331110001", "Ciao"));
            carrier.handOver(sms("+393331110002", "Ciao"));
        }
        assertThat(asked.get(0).key())
                .isEqualTo(asked.get(1).key())
                .isNotEqualTo(asked.get(2).key());
    }

    @ParameterizedTest
    @CsvSource({
        "429, Busy[why=throttled]",
        "503, Down[why=gateway-unavailable]",
        "422, Refused[why=gateway-422]",
        "500, 'Again[why=gateway-500, pause=null]'",
        "302, 'Again[why=gateway-302, pause=null]'"
    })
    void endsInAStateWhateverTheGatewaySays(int says, String handed) throws Exception {
        status = says;
        try (var carrier = json()) {
            assertThat(carrier.handOver(sms("+393331110001", "Ciao")).toString())
                    .isEqualTo(handed);
        }
    }

    @Test
    void believesNoSuccessThatTheAnswerDoesNotState() throws Exception {
        answer = "{\"result\":{\"status\":\"no credit\"}}";
        try (var carrier = json()) {
            assertThat(carrier.handOver(sms("+393331110001", "Ciao"))).isEqualTo(new Handed.Again("gateway-no", null));
        }
    }

    @Test
    void isDownWhenNobodyListens() throws Exception {
        server.stop(0);
        try (var carrier = json()) {
            assertThat(carrier.handOver(sms("+393331110001", "Ciao")))
                    .isEqualTo(new Handed.Down("gateway-unreachable"));
        }
    }

    @Test
    void sendsNothingToAFixedLine() throws Exception {
        try (var carrier = json()) {
            assertThat(carrier.handOver(sms("+390516078111", "Ciao"))).isEqualTo(new Handed.Refused("not-a-mobile"));
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sms.example.org/send",
                "https://sms.example.org/send?key=s3cret",
                "https://user:s3cret@sms.example.org/send"
            })
    void takesNoAddressThatIsReadByOthersOrHoldsASecret(String url) {
        var settings = new SmsSettings.Gateway(
                URI.create(url),
                "POST",
                Map.of(),
                SmsSettings.Gateway.Form.JSON,
                "{}",
                "",
                "",
                "",
                Duration.ofSeconds(1),
                1,
                0);
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(settings)).isNotEmpty();
        }
    }

    private GatewayCarrier json() {
        return new GatewayCarrier(settings(SmsSettings.Gateway.Form.JSON, "{\"to\":\"{to}\",\"text\":\"{text}\"}"));
    }

    private SmsSettings.Gateway settings(SmsSettings.Gateway.Form form, String body) {
        return new SmsSettings.Gateway(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/send"),
                "POST",
                Map.of("Authorization", "Bearer s3cret"),
                form,
                body,
                "X-Once",
                "/result/status",
                "ok",
                Duration.ofSeconds(5),
                4,
                0);
    }

    private static Outgoing sms(String to, String text) {
        return new Outgoing(
                "sms booked " + to, "sms", to, "Sportello", null, null, text, Locale.ITALIAN, List.of(), Instant.now());
    }
}
