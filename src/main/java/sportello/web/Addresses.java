package sportello.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

        private static final ScopedValue<String> ASKED = ScopedValue.newInstance();

        private final Map<RequestMappingInfo, Set<String>> beginnings = new HashMap<>();

        @Override
        protected void registerHandlerMethod(
                Object handler, Method method, RequestMappingInfo address) {
            beginnings.put(
                    address,
                    address.getPatternValues().stream()
                            .map(ByBeginning::beginning)
                            .collect(Collectors.toUnmodifiableSet()));
            super.registerHandlerMethod(handler, method, address);
        }

        /// Its first part, when that is the same in all addresses of the pattern.
        private static String beginning(String pattern) {
            int end = pattern.indexOf('/', 1);
            var first = pattern.substring(Math.min(1, pattern.length()), end < 0 ? pattern.length() : end);
            return first.chars().allMatch(letter -> Character.isLetterOrDigit(letter) || letter == '-' || letter == '.')
                    ? first
                    : ANY;
        }

        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
                throws Exception {
            return ScopedValue.where(ASKED, asked(request)).call(() -> super.lookupHandlerMethod(path, request));
        }

        private static String asked(HttpServletRequest request) {
            return ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().elements().stream()
                    .filter(PathSegment.class::isInstance)
                    .map(segment -> ((PathSegment) segment).valueToMatch())
                    .findFirst()
                    .orElse(ANY);
        }

        @Override
        protected @Nullable RequestMappingInfo getMatchingMapping(
                RequestMappingInfo address, HttpServletRequest request) {
            var first = beginnings.getOrDefault(address, Set.of(ANY));
            return first.contains(ANY) || first.contains(ASKED.get()) ? super.getMatchingMapping(address, request) : null;
        }
    }
}
