package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the demonstration lets one do from outside: move the clock, read the outbox, find the addresses.
public final class Demo {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
    private static final Pattern LINK = Pattern.compile("(http://\\S+/enter/\\S+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final UnaryOperator<String> url;

    /// @param url a path's full address
    public Demo(UnaryOperator<String> url) {
        this.url = url;
    }

    public void clock(String now) {
        var answer = send(HttpRequest.newBuilder(URI.create(url.apply("/demo/clock")))
                .header("Content-Type", "application/json")
                .header("Origin", url.apply(""))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"now\":\"" + now + "\"}")));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    /// What the clock shows.
    public String now() {
        return get("/demo/clock").path("now").asString();
    }

    public String address(String name) {
        return get("/demo/addresses").path(name).asString();
    }

    /// The newest SMS to a number that holds a code, waited for.
    ///
    /// @param after only one with another code than this one's: a reminder says the old code again
    public Sms sms(String number, @Nullable Sms after) {
        return await().until(
                        () -> messages(number).stream()
                                .filter(sms -> CODE.matcher(sms.text()).find())
                                .filter(sms -> after == null || !sms.code().equals(after.code()))
                                .findFirst()
                                .orElse(null),
                        sms -> sms != null);
    }

    public List<Sms> messages(String number) {
        return get("/demo/outbox?to=" + URLEncoder.encode(number, StandardCharsets.UTF_8))
                .valueStream()
                .filter(message -> message.path("kind").asString().equals("sms"))
                .map(message -> new Sms(message.path("text").asString()))
                .toList();
    }

    /// Mail to an address, newest first.
    public List<Mail> mails(String address) {
        return get("/demo/outbox?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                .valueStream()
                .filter(message -> message.path("kind").asString().equals("mail"))
                .map(message -> new Mail(
                        message.path("from").asString(""),
                        message.path("subject").asString(""),
                        message.path("text").asString(""),
                        message.path("attachments")
                                .valueStream()
                                .filter(part -> part.path("type").asString().startsWith("text/calendar"))
                                .map(part -> new String(
                                        Base64.getDecoder()
                                                .decode(part.path("base64").asString()),
                                        StandardCharsets.UTF_8))
                                .findFirst()
                                .orElse("")))
                .toList();
    }

    private JsonNode get(String path) {
        return JSON.readTree(
                send(HttpRequest.newBuilder(URI.create(url.apply(path)))).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// @param from empty when it left from the body's own address
    /// @param calendar the invitation inside, empty for a plain mail
    public record Mail(String from, String subject, String text, String calendar) {

        /// A line of the invitation, unfolded.
        public String line(String name) {
            var found = Pattern.compile("(?m)^" + name + "[;:](.*)$")
                    .matcher(calendar.replace("\r", "").replace("\n ", ""));
            return found.find() ? found.group(1) : "";
        }
    }

    public record Sms(String text) {

        public String code() {
            return first(CODE);
        }

        public String link() {
            return first(LINK);
        }

        private String first(Pattern pattern) {
            Matcher found = pattern.matcher(text);
            assertThat(found.find()).as(text).isTrue();
            return found.group(1);
        }
    }
}
