package sportello.web.line;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import sportello.rush.RushGate.Glance;
import sportello.rush.Ticket;
import sportello.web.LocalPath;
import sportello.web.lanes.Insiders;
import sportello.web.lanes.LaneFilter;

/// A page of the line that looks again by itself is answered before anything else is done, from what this
/// node knows: in a rush there are as many looks as people, and those inside need the processors. A look
/// shows a place and a time. Whatever it cannot answer goes the usual way, and so do looks that come too
/// often: they take nobody's place there (rule G6). No answer is kept by anybody (rule G5).
@Component
@Order(LaneFilter.ORDER - 1)
class LookFilter extends OncePerRequestFilter implements MeterBinder {

    private static final Pattern LINE = Pattern.compile("^/line/([a-z0-9-]{1,80})$");

    private final Waiters waiters;
    private final Insiders insiders;
    private final LinePages pages;
    private final List<HeaderWriter> headers;
    private final LongAdder answered = new LongAdder();

    LookFilter(Waiters waiters, Insiders insiders, LinePages pages, List<HeaderWriter> headers) {
        this.waiters = waiters;
        this.insiders = insiders;
        this.pages = pages;
        this.headers = headers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"fetch".equals(request.getHeader("X-Requested-With"))
                || !request.getMethod().equals("GET")
                || request.getAttribute(LaneFilter.PORT) != null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var line = LINE.matcher(request.getRequestURI());
        var sessions = Insiders.sessionsOf(request).toList();
        if (!line.matches() || sessions.size() != 1) {
            chain.doFilter(request, response);
            return;
        }
        var service = line.group(1);
        var session = sessions.getFirst();
        switch (waiters.look(session, service).orElseGet(Glance.Unknown::new)) {
            case Glance.Waiting(var ticket) -> tell(request, response, service, ticket);
            case Glance.Called() -> {
                answered.increment();
                insiders.note(session);
                headers.forEach(each -> each.writeHeaders(request, response));
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                response.setHeader(HttpHeaders.LOCATION, next(request, service));
            }
            case Glance.Unknown() -> chain.doFilter(request, response);
        }
    }

    private void tell(HttpServletRequest request, HttpServletResponse response, String service, Ticket ticket)
            throws IOException {
        answered.increment();
        headers.forEach(each -> each.writeHeaders(request, response));
        LinePages.write(response, pages.look(request, service, next(request, service), ticket));
    }

    @Override
    public void bindTo(MeterRegistry figures) {
        FunctionCounter.builder("sportello.requests.answered", answered, LongAdder::sum)
                .tags("entrance", "looks", "lane", "none")
                .register(figures);
    }

    private static String next(HttpServletRequest request, String service) {
        return LocalPath.or(request.getParameter("next"), "/book/" + service + "/hour");
    }
}
