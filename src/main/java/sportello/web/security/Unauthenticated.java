package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/// Who is not logged in is led to the login and back; a program is told 401. What is somebody else's does not exist.
@Component
class Unauthenticated implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Capacities capacities;

    Unauthenticated(Capacities capacities) {
        this.capacities = capacities;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        if (isProgram(request)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        var next = request.getMethod().equals("GET") ? here(request) : "/home";
        response.sendRedirect("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException problem)
            throws IOException {
        if (problem.getCause() instanceof CapacityLost) {
            capacities.startAgain(request, response);
            return;
        }
        response.sendError(
                problem instanceof CsrfException ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
    }

    private static boolean isProgram(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/api/")
                || path.endsWith("/socket")
                || "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                || "fetch".equals(request.getHeader("X-Requested-With"));
    }

    private static String here(HttpServletRequest request) {
        var query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
