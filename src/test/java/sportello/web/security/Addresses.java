package sportello.web.security;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import sportello.platform.Reference;

/// Every address the product answers, read from where Spring MVC keeps them.
final class Addresses {

    record Address(HttpMethod method, String pattern) {

        @Override
        public String toString() {
            return method + " " + pattern;
        }

        /// With ids nobody has.
        String path() {
            return pattern.replaceAll("\\{service}", "delegation-web-meeting")
                    .replaceAll("\\{kind:mobile\\|email}", "mobile")
                    .replaceAll("\\{language}", "it")
                    .replaceAll(
                            "\\{(publicRef|ref|reference)}", Reference.next().value())
                    .replaceAll("\\{[^}]*}", UUID.randomUUID().toString())
                    .replace("/**", "/anything")
                    .replace("*", "anything");
        }
    }

    private Addresses() {}

    static List<Address> of(ApplicationContext context) {
        var all = new ArrayList<Address>();
        context.getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> {
                    var methods = info.getMethodsCondition().getMethods();
                    for (var pattern : info.getPatternValues()) {
                        if (methods.isEmpty()) all.add(new Address(HttpMethod.GET, pattern));
                        for (RequestMethod method : methods) all.add(new Address(method.asHttpMethod(), pattern));
                    }
                }));
        for (Map.Entry<String, AbstractUrlHandlerMapping> mapping :
                context.getBeansOfType(AbstractUrlHandlerMapping.class).entrySet()) {
            mapping.getValue().getHandlerMap().keySet().stream()
                    .filter(pattern -> !pattern.startsWith("/static/"))
                    .forEach(pattern -> all.add(new Address(HttpMethod.GET, pattern)));
        }
        all.removeIf(address -> address.pattern().equals("/error"));
        return all.stream()
                .distinct()
                .sorted(Comparator.comparing(Address::pattern).thenComparing(Address::toString))
                .toList();
    }
}
