package sportello.web.lanes;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import sportello.web.BusyPage;
import sportello.web.Frames;
import sportello.web.Resend;
import tools.jackson.databind.json.JsonMapper;

/// The answer when there is no room: when to try again, said calmly and made from nothing but the request itself.
@Component
class Refusals {

    private final Frames frames;
    private final Templates templates;
    private final JsonMapper json = JsonMapper.shared();

    Refusals(Frames frames, Templates templates) {
        this.frames = frames;
        this.templates = templates;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, int seconds) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        if (forPeople(request)) write(response, MediaType.TEXT_HTML, page(request, seconds));
        else write(response, MediaType.APPLICATION_PROBLEM_JSON, problem(seconds));
    }

    private String page(HttpServletRequest request, int seconds) {
        var frame = frames.bare(request);
        var asked = request.getMethod().equals("GET") ? frame.here() : "/home";
        return templates
                .citizenBusy(frame, new BusyPage(seconds, asked, Resend.of(request, request.getRequestURI())))
                .render();
    }

    private String problem(int seconds) {
        var detail = ProblemDetail.forStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        detail.setTitle("Too many requests at once. Nothing was done. Try again in " + seconds + " seconds.");
        detail.setProperty("retry_after_seconds", seconds);
        return json.writeValueAsString(detail);
    }

    private static boolean forPeople(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.contains("text/html")
                && !request.getRequestURI().startsWith("/api/");
    }

    private static void write(HttpServletResponse response, MediaType type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type + ";charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
