package sportello.bench;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;

/// A logged-in person's requests with the cookies of their window, nothing drawn. Reading follows redirects, posting
/// does not: the page shown afterwards is no part of what was done.
final class Clicks {

    private final APIRequestContext requests;
    private final UnaryOperator<String> url;
    private String name = "";
    private String token = "";

    Clicks(Page window, UnaryOperator<String> url) {
        this.requests = window.context().request();
        this.url = url;
    }

    /// Remembers the hidden field that proves a form is ours.
    void token(String page) {
        var field = Jsoup.parse(read(url.apply(page))).selectFirst("main input[name=_csrf]");
        if (field == null) throw new IllegalStateException("No form on " + page);
        name = field.attr("name");
        token = field.attr("value");
    }

    void post(String path, Map<String, String> fields) {
        var form = FormData.create().set(name, token);
        fields.forEach(form::set);
        var answer = requests.post(
                url.apply(path), RequestOptions.create().setForm(form).setMaxRedirects(0));
        if (answer.status() >= 400) throw new IllegalStateException(path + " answered " + answer.status());
    }

    String read(String address) {
        return requests.get(address).text();
    }
}
