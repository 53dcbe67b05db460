package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import sportello.partners.Quota;
import sportello.partners.Scope;
import sportello.platform.Reference;
import sportello.platform.Words;
import tools.jackson.databind.json.JsonMapper;

/// How the API's door says no: problem details whose `type` stays, in the language asked for, and what RFC 6750 wants.
@Component
class ApiRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(ApiRefusals.class);
    private static final String TYPE = "urn:sportello:problem:";
    private static final String CHALLENGE = "Bearer realm=\"sportello\"";

    private final Words words;
    private final LocaleResolver languages;
    private final JsonMapper json = JsonMapper.shared();

    ApiRefusals(Words words, LocaleResolver languages) {
        this.words = words;
        this.languages = languages;
    }

    /// One way of saying no.
    ///
    /// @param reason why, more closely, for programs that word it themselves
    private record Refusal(
            HttpStatus status,
            String code,
            String title,
            @Nullable String reason) {}

    void tokenMissing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        write(request, response, loginNeeded("token-missing"));
    }

    void tokenInvalid(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
        write(request, response, loginNeeded("token-invalid"));
    }

    private static Refusal loginNeeded(String reason) {
        return new Refusal(HttpStatus.UNAUTHORIZED, "login-needed", "A valid access token is needed", reason);
    }

    /// What may be said once was said twice.
    void ambiguous(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(
                request,
                response,
                new Refusal(
                        HttpStatus.BAD_REQUEST, "not-understood", "The request cannot be understood", "header-twice"));
    }

    void scopeMissing(HttpServletRequest request, HttpServletResponse response, Scope scope) throws IOException {
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope.code() + "\"");
        write(
                request,
                response,
                new Refusal(
                        HttpStatus.FORBIDDEN,
                        "scope-missing",
                        "The access token does not reach as far as " + scope.code(),
                        null));
    }

    /// @param reason `capacity-ended`: not theirs, or not any more; `person-needed`: the program came for nobody
    void capacity(HttpServletRequest request, HttpServletResponse response, String reason) throws IOException {
        write(
                request,
                response,
                new Refusal(
                        HttpStatus.FORBIDDEN,
                        "capacity-ended",
                        "Nobody may act in this capacity, or not any more",
                        reason));
    }

    void tooMany(HttpServletRequest request, HttpServletResponse response, Quota quota) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(quota.resetSeconds()));
        write(
                request,
                response,
                new Refusal(HttpStatus.TOO_MANY_REQUESTS, "too-many", "Too many requests in this minute", null));
    }

    void say(HttpServletResponse response, Quota quota) {
        response.setHeader("RateLimit-Limit", Integer.toString(quota.limit()));
        response.setHeader("RateLimit-Remaining", Integer.toString(quota.remaining()));
        response.setHeader("RateLimit-Reset", Long.toString(quota.resetSeconds()));
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        var language = languages.resolveLocale(request);
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", TYPE + refusal.code());
        problem.put("title", refusal.title());
        problem.put("status", refusal.status().value());
        problem.put("detail", words.say(language, "program.refused." + refusal.code()));
        var reference = Reference.next().value();
        LOG.info("{} {} {} /api {}", reference, refusal.status().value(), request.getMethod(), refusal.code());
        problem.put("reference", reference);
        if (refusal.reason() != null) problem.put("reason", refusal.reason());
        var bytes = json.writeValueAsBytes(problem);
        response.setStatus(refusal.status().value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
