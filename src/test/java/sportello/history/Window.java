package sportello.history;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import sportello.testing.SeparateProduct;

/// A logged-in browser without script that follows no redirect by itself: where it is sent is the answer.
final class Window {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String csrf = UUID.randomUUID().toString();
    private final String cookies;

    Window(UUID session) {
        cookies = "sportello="
                + Base64.getEncoder().encodeToString(session.toString().getBytes(StandardCharsets.US_ASCII))
                + "; sportello_csrf=" + csrf;
    }

    /// `to`: where it leads, empty for a page.
    record Reply(int status, String to, Document html) {

        boolean leadsTo(String part) {
            return status == 303 && to.contains(part) || status == 302 && to.contains(part);
        }

        /// The last id in the address it leads to.
        UUID id() {
            var found = ID.matcher(to);
            if (!found.find()) throw new AssertionError("No id in " + to);
            return UUID.fromString(found.group());
        }

        String field(String name) {
            return html.select("input[name=" + name + "]").attr("value");
        }
    }

    Reply get(SeparateProduct node, String path) throws IOException {
        return send(request(node, path).GET());
    }

    Reply post(SeparateProduct node, String path, Map<String, String> fields) throws IOException {
        var form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(node, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + encoded(token()) + "&" + form)));
    }

    private HttpRequest.Builder request(SeparateProduct node, String path) {
        return HttpRequest.newBuilder(URI.create(node.url(path)))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "text/html")
                .header("Accept-Language", "it")
                .header("Cookie", cookies);
    }

    /// Overloaded, or without its database: no answer yet.
    private static Reply send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == 503 || answer.statusCode() == 429)
                throw new IOException("Try again: " + answer.statusCode());
            return new Reply(
                    answer.statusCode(),
                    answer.headers().firstValue("Location").orElse(""),
                    Jsoup.parse(answer.body()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    /// Masked with as many bytes as it has, here zeros.
    private String token() {
        var token = csrf.getBytes(StandardCharsets.US_ASCII);
        var masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8);
    }
}
