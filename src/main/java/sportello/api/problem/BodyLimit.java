package sportello.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;
import sportello.api.describe.ApiSettings;

/// No body of the API is larger than some kilobytes; who sends more is told so, whatever stands in it.
@Component
class BodyLimit extends OncePerRequestFilter {

    private final long most;

    BodyLimit(ApiSettings settings) {
        this.most = settings.largestBody().toBytes();
    }

    /// By the path as it is understood: `/%61pi/` leads there too.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !UrlPathHelper.defaultInstance.getPathWithinApplication(request).startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new LimitedBody(request, most), response);
    }
}
