package sportello.web.line;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import sportello.rush.Ticket;
import sportello.web.Frame;
import sportello.web.Frames;

/// The page of the line and what changes of it when it looks again. Nothing is asked of the rest of the house: there
/// are as many looks as people.
@Component
class LinePages {

    private final Frames frames;
    private final Templates templates;

    LinePages(Frames frames, Templates templates) {
        this.frames = frames;
        this.templates = templates;
    }

    /// @param next where it leads once inside
    JteModel whole(HttpServletRequest request, String service, String next, Ticket ticket) {
        var frame = frames.bare(request);
        return templates.citizenLine(frame, page(frame, service, next, ticket));
    }

    JteModel look(HttpServletRequest request, String service, String next, Ticket ticket) {
        return templates.citizenLineLook(page(frames.bare(request), service, next, ticket));
    }

    static String address(String service, String next) {
        return "/line/" + service + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    static void write(HttpServletResponse response, JteModel page) throws IOException {
        var bytes = page.render().getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static LinePage page(Frame frame, String service, String next, Ticket ticket) {
        return new LinePage(
                service,
                frame.say("service." + service + ".name"),
                next,
                address(service, next),
                frame.say("line.before", "count", ticket.before()),
                ticket.estimate()
                        .map(time -> frame.say("line.time", "minutes", minutes(time)))
                        .orElseGet(() -> frame.say("line.time.unknown")),
                ticket.askAgain().toSeconds());
    }

    /// Rounded up: a promise is better kept early.
    private static long minutes(Duration time) {
        return Math.max(1, (time.toSeconds() + 59) / 60);
    }
}
