package sportello.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import sportello.api.describe.ApiSettings;

/// No body of the API is larger than some kilobytes; who sends more is told so, whatever stands in it.
@Component
class BodyLimit extends OncePerRequestFilter {

    private final long most;

    BodyLimit(ApiSettings settings) {
        this.most = settings.largestBody().toBytes();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new LimitedBody(request, most), response);
    }
}
