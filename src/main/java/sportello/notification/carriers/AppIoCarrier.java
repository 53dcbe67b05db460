package sportello.notification.carriers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import sportello.notification.AppIoSettings;
import sportello.notification.Carrier;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Messages to App IO by its API for public bodies: the profile is asked first, the codice fiscale travels in the body
/// only. The API knows no key of ours: what was sent and not answered may arrive twice.
final class AppIoCarrier implements Carrier, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    /// As the API writes it down.
    private static final Pattern TAX_CODE =
            Pattern.compile("[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]");

    private final AppIoSettings settings;
    private final HttpDoor door;

    AppIoCarrier(AppIoSettings settings) {
        this.settings = settings;
        this.door = new HttpDoor(settings.timeout(), "app-unreachable");
    }

    @Override
    public String kind() {
        return "app";
    }

    @Override
    public String name() {
        return "app-io";
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
        var key = settings.keyFor(String.valueOf(message.from()));
        if (key.isEmpty()) return new Handed.Pointless("app-not-used");
        if (!TAX_CODE.matcher(message.to()).matches()) return new Handed.Pointless("app-not-used");
        return door.handOver(to -> {
            var profile = post(to, "/profiles", key.get(), Map.of("fiscal_code", message.to()));
            if (profile.statusCode() == 404) return new Handed.Pointless("app-not-used");
            if (profile.statusCode() != 200) return refused(profile.statusCode());
            if (!wanted(profile)) return new Handed.Pointless("app-not-wanted");
            return submitted(post(to, "/messages", key.get(), body(message)));
        });
    }

    private static boolean wanted(HttpResponse<String> profile) throws IOException {
        try {
            return JSON.readTree(profile.body()).path("sender_allowed").asBoolean(false);
        } catch (JacksonException unreadable) {
            throw new IOException("No profile", unreadable);
        }
    }

    private static Map<String, Object> body(Outgoing message) {
        return Map.of(
                "fiscal_code",
                message.to(),
                "content",
                Map.of(
                        "subject",
                        String.valueOf(message.subject()),
                        "markdown",
                        message.text(),
                        "require_secure_channels",
                        true));
    }

    private HttpResponse<String> post(HttpDoor to, String path, String key, Map<String, ?> body)
            throws IOException, InterruptedException {
        return to.ask(to.to(URI.create(settings.url() + path))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Ocp-Apim-Subscription-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /// Whatever it answers beside its status, it has the message.
    private static Handed submitted(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) return refused(answer.statusCode());
        try {
            var id = JSON.readTree(answer.body()).path("id").asString("");
            return new Handed.Taken(id.isBlank() ? List.of() : List.of(id));
        } catch (JacksonException unreadable) {
            return new Handed.Taken(List.of());
        }
    }

    private static Handed refused(int status) {
        return switch (status) {
            case 429 -> new Handed.Busy("throttled");
            case 400, 403, 404, 413, 422 -> new Handed.Refused("app-" + status);
            case 401 -> new Handed.Again("app-key-refused", LONGEST_ASKED);
            case 502, 503, 504 -> new Handed.Down("app-unreachable");
            default -> new Handed.Again("app-" + status, null);
        };
    }
}
