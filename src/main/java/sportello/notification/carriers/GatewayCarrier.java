package sportello.notification.carriers;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sportello.identity.MobileNumber;
import sportello.notification.Carrier;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// SMS through a gateway that a setting describes. The message's key travels in a header: a gateway that heeds it
/// takes a message once.
final class GatewayCarrier implements Carrier, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern PLACE = Pattern.compile("\\{(to|from|text|key)}");
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final SmsSettings.Gateway settings;
    private final HttpDoor door;

    GatewayCarrier(SmsSettings.Gateway settings) {
        this.settings = settings;
        this.door = new HttpDoor(settings.timeout(), "gateway-unreachable");
    }

    @Override
    public String kind() {
        return "sms";
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public int atOnce() {
        return settings.atOnce();
    }

    @Override
    public int perSecond() {
        return settings.perSecond();
    }

    @Override
    public void close() {
        door.close();
    }

    @Override
    public Handed handOver(Outgoing message) throws InterruptedException {
        var number = MobileNumber.e164(message.to());
        if (number.isEmpty()) return new Handed.Refused("not-a-mobile");
        return door.handOver(to -> said(to.ask(request(to, message, number.get()))));
    }

    private HttpRequest.Builder request(HttpDoor to, Outgoing message, String number) {
        var request = to.to(settings.url())
                .header(
                        "Content-Type",
                        settings.form() == SmsSettings.Gateway.Form.JSON
                                ? "application/json"
                                : "application/x-www-form-urlencoded")
                .method(settings.method(), HttpRequest.BodyPublishers.ofString(body(message, number)));
        settings.headers().forEach(request::setHeader);
        if (!settings.idempotencyHeader().isBlank()) request.setHeader(settings.idempotencyHeader(), key(message));
        return request;
    }

    private String body(Outgoing message, String number) {
        var values = Map.of(
                "to",
                number,
                "from",
                String.valueOf(message.from()),
                "text",
                Gsm7.encode(Gsm7.plainly(message.text())) == null ? message.text() : Gsm7.plainly(message.text()),
                "key",
                key(message));
        return PLACE.matcher(settings.body())
                .replaceAll(place -> Matcher.quoteReplacement(written(values.getOrDefault(place.group(1), ""))));
    }

    /// Opaque, and fit for a header.
    private static String key(Outgoing message) {
        return java.util
                .UUID
                .nameUUIDFromBytes(message.key().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private String written(String value) {
        if (settings.form() == SmsSettings.Gateway.Form.FORM) return URLEncoder.encode(value, StandardCharsets.UTF_8);
        var quoted = JSON.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    private Handed said(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300)
            return succeeded(answer.body()) ? new Handed.Taken(List.of()) : new Handed.Again("gateway-no", null);
        return switch (status) {
            case 429 -> new Handed.Busy("throttled");
            case 503 -> new Handed.Down("gateway-unavailable");
            case 400, 404, 409, 410, 413, 422 -> new Handed.Refused("gateway-" + status);
            case 401, 403 -> new Handed.Again("gateway-refused", LONGEST_ASKED);
            default -> new Handed.Again("gateway-" + status, null);
        };
    }

    private boolean succeeded(String body) {
        if (settings.success().isBlank()) return true;
        try {
            return JSON.readTree(body).at(settings.success()).asString("").equals(settings.successValue());
        } catch (JacksonException e) {
            return false;
        }
    }
}
