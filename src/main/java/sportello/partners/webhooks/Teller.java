package sportello.partners.webhooks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Says one thing to one address and understands what comes back.
@Component
class Teller {

    private final SafeAddress addresses;
    private final Webhooks webhooks;
    private final JsonMapper json;
    private final Receiver receiver;

    Teller(SafeAddress addresses, Webhooks webhooks, WebhookSettings settings, JsonMapper json) {
        this.addresses = addresses;
        this.webhooks = webhooks;
        this.json = json;
        this.receiver = new Receiver(settings.timeout(), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    sealed interface Said {
        record Heard() implements Said {}

        /// This one it does not want; others it may.
        record Refused(String why) implements Said {}

        /// Nobody is there now, or it wants to be left alone.
        record NotThere(String why, OptionalLong again) implements Said {}
    }

    Said tell(Webhook webhook, Happening happening) {
        try {
            var address = addresses.wellMade(webhook.address());
            return answer(toOneOf(addresses.resolved(address), address, webhook, happening));
        } catch (SafeAddress.Forbidden forbidden) {
            return notThere(String.valueOf(forbidden.getMessage()));
        } catch (UnknownHostException unknown) {
            return notThere("unknown-host");
        } catch (SocketTimeoutException slow) {
            return notThere("too-slow");
        } catch (ConnectException nobody) {
            return notThere("no-connection");
        } catch (SSLException untrusted) {
            return notThere("tls");
        } catch (IOException broken) {
            return notThere("broken-off");
        }
    }

    private Receiver.Answer toOneOf(List<InetAddress> found, URI address, Webhook webhook, Happening happening)
            throws IOException {
        ConnectException nobody = new ConnectException("no address");
        for (var each : found) {
            try {
                var body = body(happening);
                return receiver.tell(address, each, headers(webhook.id(), happening, body), body);
            } catch (ConnectException refused) {
                nobody = refused;
            }
        }
        throw nobody;
    }

    /// Led elsewhere we do not go: whoever moved says so by registering the new address.
    private static Said answer(Receiver.Answer answer) {
        int status = answer.status();
        if (status / 100 == 2) return new Said.Heard();
        if (status == 408 || status == 425 || status == 429 || status >= 500)
            return new Said.NotThere("http-" + status, answer.again());
        return new Said.Refused("http-" + status);
    }

    private static Said notThere(String why) {
        return new Said.NotThere(why, OptionalLong.empty());
    }

    private Map<String, String> headers(UUID webhook, Happening happening, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Sportello-Webhooks/1");
        headers.put("Idempotency-Key", happening.id().toString());
        headers.put(Signature.HEADER, Signature.of(webhooks.secrets(webhook), Instant.now(), body));
        return headers;
    }

    byte[] body(Happening happening) {
        var all = new LinkedHashMap<String, Object>();
        all.put("event_id", happening.id().toString());
        all.put("kind", happening.kind().code());
        all.put("occurred_at", happening.at().toString());
        all.put("appointment_id", happening.appointment().toString());
        all.put("service", happening.service());
        all.putAll(happening.facts());
        return json.writeValueAsBytes(all);
    }

    static Duration orElse(OptionalLong again, Duration pause) {
        return again.isPresent() ? Duration.ofSeconds(Math.max(again.getAsLong(), 1)) : pause;
    }
}
