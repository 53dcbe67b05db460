package sportello.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;
import sportello.api.describe.ApiSettings;

/// No JSON of the API is larger than some kilobytes and no file larger than some megabytes; who sends more is told so,
/// whatever stands in it.
@Component
class BodyLimit extends OncePerRequestFilter {

    private static final Pattern FILE =
            Pattern.compile("application/pdf\\b|image/[a-z]+\\b(?!\\+)", Pattern.CASE_INSENSITIVE);

    private final long mostJson;
    private final long mostOfAFile;

    BodyLimit(ApiSettings settings) {
        this.mostJson = settings.largestBody().toBytes();
        this.mostOfAFile = settings.largestFile().toBytes();
    }

    /// By the path as it is understood: `/%61pi/` leads there too.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !UrlPathHelper.defaultInstance.getPathWithinApplication(request).startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new LimitedBody(request, isFile(request) ? mostOfAFile : mostJson), response);
    }

    /// Only what no operation reads as JSON.
    private static boolean isFile(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && FILE.matcher(type).lookingAt();
    }
}
