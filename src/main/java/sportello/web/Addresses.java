package sportello.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/// Looks for an address only among those that begin, and go on, as it does: there are hundreds, and each page asks.
@Component
class Addresses implements WebMvcRegistrations {

    /// Of an address that begins with a variable.
    private static final String ANY = "";

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByBeginning();
    }

    private static final class ByBeginning extends RequestMappingHandlerMapping {

        private final Map<Parts, Map<RequestMappingInfo, HandlerMethod>> alike = new HashMap<>();

        /// The first and the third part of an address: `book` and `summary` of `/book/{service}/summary`.
        private record Parts(String first, String third) {}

        @Override
        protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> all) {
            super.handlerMethodsInitialized(all);
            all.forEach((address, method) -> address.getPatternValues()
                    .forEach(pattern -> alike.computeIfAbsent(parts(pattern), _ -> new LinkedHashMap<>())
                            .put(address, method)));
        }

        /// Those that are the same in all addresses of the pattern.
        private static Parts parts(String pattern) {
            var all = pattern.split("/");
            var first = all.length > 1 ? plain(all[1]) : ANY;
            boolean eachIsOne = !pattern.contains("**") && !pattern.contains("{*");
            return new Parts(first, all.length > 3 && eachIsOne ? plain(all[3]) : ANY);
        }

        private static String plain(String part) {
            return part.chars().allMatch(letter -> Character.isLetterOrDigit(letter) || letter == '-' || letter == '.')
                    ? part
                    : ANY;
        }

        /// Where exactly one fits, that is it; everything else is decided as ever.
        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
                throws Exception {
            RequestMappingInfo found = null;
            HandlerMethod there = null;
            for (var some : asked(request))
                for (var each : alike.getOrDefault(some, Map.of()).entrySet()) {
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

        /// All that an address which fits may have in common with the one asked for, each once.
        private static Set<Parts> asked(HttpServletRequest request) {
            var first = ANY;
            var third = ANY;
            int count = 0;
            var path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
            for (var element : path.elements()) {
                if (!(element instanceof PathSegment segment)) continue;
                if (count == 0) first = segment.valueToMatch();
                else if (count == 2) third = segment.valueToMatch();
                if (++count > 2) break;
            }
            var parts = new LinkedHashSet<Parts>();
            for (var one : new String[] {first, ANY})
                for (var three : new String[] {third, ANY}) parts.add(new Parts(one, three));
            return parts;
        }
    }
}
