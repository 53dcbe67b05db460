package sportello.web.citizen;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sportello.identity.Actor;
import sportello.offices.Services;
import sportello.rush.RushGate;
import sportello.web.lanes.Insiders;
import sportello.web.security.Actors;

/// Puts the line before the pages on which an hour is chosen. Who has chosen one finishes undisturbed.
@Configuration(proxyBeanMethods = false)
class LineBefore implements WebMvcConfigurer, HandlerInterceptor, LineInFront {

    private final RushGate gate;
    private final Services services;
    private final Actors actors;
    private final Insiders insiders;

    LineBefore(RushGate gate, Services services, Actors actors, Insiders insiders) {
        this.gate = gate;
        this.services = services;
        this.actors = actors;
        this.insiders = insiders;
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

    @Override
    public boolean passes(HttpServletRequest request, HttpServletResponse response, String service, Actor.Booker by) {
        if (gate.enter(service, by) instanceof RushGate.Standing.Inside) {
            insiders.note(request);
            return true;
        }
        var next = request.getRequestURI()
                + (request.getMethod().equals("GET") && request.getQueryString() != null
                        ? "?" + request.getQueryString()
                        : "");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", "/line/" + service + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        return false;
    }
}
