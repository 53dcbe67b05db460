package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A person with a browser that knows no script: follows links, fills forms, keeps cookies, speaks real HTTP.
final class Visitor {

    private final UnaryOperator<String> url;
    private final String language;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    Visitor(UnaryOperator<String> url, String language) {
        this.url = url;
        this.language = language;
    }

    /// What came back.
    record Page(int status, URI at, String body, Document html) {

        String h1() {
            var found = html.selectFirst("h1");
            return found == null ? "" : found.text();
        }

        String main() {
            var found = html.selectFirst("main");
            return found == null ? "" : found.text();
        }

        Page says(String text) {
            assertThat(html.text()).as(at.toString()).contains(text);
            return this;
        }

        Page is(int wanted) {
            assertThat(status).as(at + "\n" + html.text()).isEqualTo(wanted);
            return this;
        }

        Page shows(String title) {
            assertThat(h1()).as(at + "\n" + html.text()).contains(title);
            return this;
        }

        /// The form that sends something to an address that ends so.
        Element form(String end) {
            return html.select("form[method=post]").stream()
                    .filter(form -> form.attr("action").endsWith(end))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No form " + end + " at " + at + "\n" + html.text()));
        }
    }

    Visitor logIn(String name) {
        return logIn(name, "/home");
    }

    Visitor logIn(String name, String next) {
        var chosen = get("/login/spid?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        var form = chosen.form("/authorize");
        send(chosen, form, Map.of("login", name, "level", "spid2")).is(200);
        return this;
    }

    Page get(String path) {
        return send(request(address(path)).GET());
    }

    /// Sends the form whose address ends so, with what stands in it and what is typed over it.
    Page send(Page page, String formEnd, Map<String, String> typed) {
        return send(page, page.form(formEnd), typed);
    }

    Page send(Page page, Element form, Map<String, String> typed) {
        return send(sending(page, form, typed));
    }

    /// The bare answer, wherever it leads.
    HttpResponse<String> answerTo(Page page, Element form, Map<String, String> typed) {
        try (var still = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            return still.send(sending(page, form, typed).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder sending(Page page, Element form, Map<String, String> typed) {
        var fields = new LinkedHashMap<String, String>();
        for (var input : form.select("input")) {
            var kind = input.attr("type");
            var sent = !kind.equals("radio") && !kind.equals("checkbox") || input.hasAttr("checked");
            if (sent && !input.attr("name").isEmpty() && !kind.equals("file"))
                fields.put(input.attr("name"), input.attr("value"));
        }
        fields.putAll(typed);
        return request(page.at().resolve(form.attr("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))));
    }

    /// Posts to an address of one's own making, with the token of a page one may see.
    Page post(String path, Map<String, String> fields) {
        var form = new Element("form").attr("action", path);
        form.appendElement("input").attr("name", "_csrf").attr("value", token());
        var from = get("/help/counter");
        return send(from, form, fields);
    }

    String token() {
        return get("/help/counter").html().select("input[name=_csrf]").stream()
                .map(input -> input.attr("value"))
                .findFirst()
                .orElse("");
    }

    Page send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Page(answer.statusCode(), answer.uri(), answer.body(), Jsoup.parse(answer.body()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(URI at) {
        return HttpRequest.newBuilder(at).header("Accept", "text/html").header("Accept-Language", language);
    }

    String cookies() {
        return cookies.getCookieStore().get(address("/")).stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    URI address(String path) {
        return URI.create(path.startsWith("http") ? path : url.apply(path));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
