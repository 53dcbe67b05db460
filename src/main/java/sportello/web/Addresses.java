package sportello.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/// Looks for an address only among those that begin as it does: there are hundreds, and each page asks.
@Component
class Addresses implements WebMvcRegistrations {

    /// Of an address that begins with a variable.
    private static final String ANY = "";

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByBeginning();
    }

    private static final class ByBeginning extends RequestMappingHandlerMapping {

        private final Map<String, Map<RequestMappingInfo, HandlerMethod>> beginnings = new HashMap<>();

        @Override
        protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> all) {
            super.handlerMethodsInitialized(all);
            all.forEach((address, method) -> address.getPatternValues()
                    .forEach(pattern -> beginnings
                            .computeIfAbsent(beginning(pattern), _ -> new LinkedHashMap<>())
                            .put(address, method)));
        }

        /// Its first part, when that is the same in all addresses of the pattern.
        private static String beginning(String pattern) {
            int end = pattern.indexOf('/', 1);
            var first = pattern.substring(Math.min(1, pattern.length()), end < 0 ? pattern.length() : end);
            return first.chars().allMatch(letter -> Character.isLetterOrDigit(letter) || letter == '-' || letter == '.')
                    ? first
                    : ANY;
        }

        /// Where exactly one fits, that is it; everything else is decided as ever.
        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
                throws Exception {
            RequestMappingInfo found = null;
            HandlerMethod there = null;
            for (var some : List.of(asked(request), ANY))
                for (var each : beginnings.getOrDefault(some, Map.of()).entrySet()) {
                    var fits = getMatchingMapping(each.getKey(), request);
                    if (fits == null) continue;
                    if (found != null) return super.lookupHandlerMethod(path, request);
                    found = fits;
                    there = each.getValue();
                }
            if (found == null || there == null) return super.lookupHandlerMethod(path, request);
            request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, there);
            handleMatch(found, path, request);
            return there;
        }

        private static String asked(HttpServletRequest request) {
            return ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().elements().stream()
                    .filter(PathSegment.class::isInstance)
                    .map(segment -> ((PathSegment) segment).valueToMatch())
                    .findFirst()
                    .orElse("/");
        }
    }
}
