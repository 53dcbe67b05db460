package sportello.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;
import sportello.platform.Envelope;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps a login under way (state, nonce, PKCE verifier) in the browser that started it, closed to everybody else: no
/// session before the login, and any node can finish it.
@Component
class LoginCookie implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    static final String COOKIE = "sportello_login";
    private static final String PURPOSE = "login under way";
    private static final String PATH = "/oidc";
    private static final Duration LASTS = Duration.ofMinutes(15);

    private final Envelope envelope;
    private final JsonMapper json = JsonMapper.shared();

    LoginCookie(Envelope envelope) {
        this.envelope = envelope;
    }

    record UnderWay(
            String client,
            String authorizationUri,
            String redirectUri,
            Set<String> scopes,
            String state,
            String registration,
            String nonce,
            String verifier,
            String next,
            long until) {}

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return underWay(request)
                .filter(one -> one.state().equals(request.getParameter("state")))
                .map(LoginCookie::request)
                .orElse(null);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest login, HttpServletRequest request, HttpServletResponse response) {
        if (login == null) return;
        var kept = new UnderWay(
                login.getClientId(),
                login.getAuthorizationUri(),
                String.valueOf(login.getRedirectUri()),
                new LinkedHashSet<>(login.getScopes()),
                String.valueOf(login.getState()),
                kept(login, "registration_id"),
                kept(login, "nonce"),
                kept(login, "code_verifier"),
                kept(login, LoginStart.NEXT),
                Instant.now().plus(LASTS).getEpochSecond());
        set(request, response, envelope.close(PURPOSE, json.writeValueAsBytes(kept)), LASTS);
    }

    private static String kept(OAuth2AuthorizationRequest login, String name) {
        String value = login.getAttribute(name);
        if (value == null) throw new IllegalStateException("A login without " + name);
        return value;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        var login = loadAuthorizationRequest(request);
        if (login != null) {
            request.setAttribute(LoginStart.NEXT, login.getAttribute(LoginStart.NEXT));
            set(request, response, "", Duration.ZERO);
        }
        return login;
    }

    private Optional<UnderWay> underWay(HttpServletRequest request) {
        var cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .findFirst()
                .flatMap(cookie -> envelope.open(PURPOSE, cookie.getValue()))
                .flatMap(this::read)
                .filter(one -> Instant.now().getEpochSecond() < one.until());
    }

    private Optional<UnderWay> read(byte[] bytes) {
        try {
            return Optional.of(json.readValue(new String(bytes, StandardCharsets.UTF_8), UnderWay.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static OAuth2AuthorizationRequest request(UnderWay kept) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(kept.client())
                .authorizationUri(kept.authorizationUri())
                .redirectUri(kept.redirectUri())
                .scopes(kept.scopes())
                .state(kept.state())
                .attributes(Map.of(
                        "registration_id",
                        kept.registration(),
                        "nonce",
                        kept.nonce(),
                        "code_verifier",
                        kept.verifier(),
                        LoginStart.NEXT,
                        kept.next()))
                .build();
    }

    private static void set(HttpServletRequest request, HttpServletResponse response, String value, Duration lasts) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path(PATH)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(lasts)
                        .build()
                        .toString());
    }
}
