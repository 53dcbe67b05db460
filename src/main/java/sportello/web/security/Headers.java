package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/// What every answer says to the browser: nothing kept (rule G5), nothing from elsewhere run, camera and microphone
/// for our own pages alone.
@Component
class Headers implements HeaderWriter {

    private final ObjectProvider<FormTargets> targets;

    Headers(ObjectProvider<FormTargets> targets) {
        this.targets = targets;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!request.getRequestURI().startsWith("/static/") || response.getStatus() >= 400) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        // A copy of somebody's paper comes with a stricter one of its own.
        if (response.getHeader("Content-Security-Policy") == null) {
            response.setHeader("Content-Security-Policy", policy(request));
        }
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), payment=()");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    private String policy(HttpServletRequest request) {
        var forms = new StringBuilder("'self'");
        targets.stream()
                .forEach(one ->
                        one.from(request).forEach(target -> forms.append(' ').append(target)));
        return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                + "media-src 'self' blob:; connect-src 'self' ws: wss:; font-src 'self'; frame-ancestors 'none'; "
                + "base-uri 'none'; form-action " + forms;
    }
}
