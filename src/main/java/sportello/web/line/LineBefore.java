package sportello.web.line;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sportello.identity.Actor;
import sportello.offices.Services;
import sportello.rush.RushGate;
import sportello.rush.RushGate.Standing;
import sportello.web.LocalPath;
import sportello.web.lanes.Insiders;
import sportello.web.security.Actors;

/// Puts the line before the pages on which an hour is chosen. Who has chosen one finishes undisturbed.
@Configuration(proxyBeanMethods = false)
class LineBefore implements WebMvcConfigurer, HandlerInterceptor, LineInFront {

    private final RushGate gate;
    private final Services services;
    private final Actors actors;
    private final Insiders insiders;
    private final Waiters waiters;
    private final LinePages pages;

    LineBefore(RushGate gate, Services services, Actors actors, Insiders insiders, Waiters waiters, LinePages pages) {
        this.gate = gate;
        this.services = services;
        this.actors = actors;
        this.insiders = insiders;
        this.waiters = waiters;
        this.pages = pages;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/book/{service}/hour");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var service = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> named
                ? String.valueOf(named.get("service"))
                : "";
        if (services.find(service).isEmpty()) return true;
        if (!(actors.of(request).orElse(null) instanceof Actor.Booker by)) return true;
        return passes(request, response, service, by);
    }

    /// Who has to wait is shown the line at once: in a rush each request they do not make serves somebody inside. What
    /// was sent with a form is not sent again by looking.
    @Override
    public boolean passes(HttpServletRequest request, HttpServletResponse response, String service, Actor.Booker by)
            throws IOException {
        var ticket = switch (gate.enter(service, by)) {
            case Standing.Inside() -> null;
            case Standing.Waiting(var place) -> place;
        };
        if (ticket == null) {
            insiders.note(request);
            return true;
        }
        waiters.note(request, service, by, ticket);
        if (request.getMethod().equals("GET")) {
            LinePages.write(response, pages.whole(request, service, here(request), ticket));
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", LinePages.address(service, request.getRequestURI()));
        }
        return false;
    }

    private static String here(HttpServletRequest request) {
        var query = request.getQueryString();
        return LocalPath.or(request.getRequestURI() + (query == null ? "" : "?" + query), request.getRequestURI());
    }
}
