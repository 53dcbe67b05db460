package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;
import sportello.web.LocalPath;

/// `/login/spid`, `/login/cie`, `/login/cns`, `/login/staff`: the start of a login, with the method hinted and the page
/// to come back to remembered.
@Component
class LoginStart implements OAuth2AuthorizationRequestResolver {

    static final String NEXT = "next";
    private static final Pattern START = Pattern.compile("^/login/(spid|cie|cns|staff)$");

    private final IdentityProviders providers;
    private final DefaultOAuth2AuthorizationRequestResolver requests;

    LoginStart(IdentityProviders providers) {
        this.providers = providers;
        this.requests = new DefaultOAuth2AuthorizationRequestResolver(providers, "/login/with");
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        var start = START.matcher(request.getRequestURI());
        if (!start.matches() || !request.getMethod().equals("GET")) return null;
        var method = start.group(1);
        var id = providers.forMethod(method);
        if (providers.findByRegistrationId(id) == null) return null;
        var plain = requests.resolve(request, id);
        if (plain == null) return null;
        return OAuth2AuthorizationRequest.from(plain)
                .additionalParameters(extra -> extra.putAll(hints(method)))
                .attributes(kept -> kept.put(NEXT, LocalPath.or(request.getParameter(NEXT), "")))
                .build();
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
        return null;
    }

    private static Map<String, Object> hints(String method) {
        return switch (method) {
            case "spid" -> Map.of("idp_hint", "spid", "acr_values", AttestedLevel.SPID + "2");
            case "staff" -> Map.of();
            default -> Map.of("idp_hint", method);
        };
    }
}
