package sportello.invitations;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The few calls of Microsoft Graph that an invitation needs, one method each. Every failure is a `Setback`.
class Graph {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final GraphTokens tokens;
    private final Duration timeout;

    Graph(Duration timeout) {
        this.timeout = timeout;
        this.tokens = new GraphTokens(timeout);
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// Empty: this transaction id already made another event than the one described.
    Optional<JsonNode> create(Tenant tenant, String user, Map<String, Object> event) {
        var answer = call(tenant, "POST", "/users/" + in(user) + "/events", event);
        if (answer.is("ErrorDuplicateTransactionId")) return Optional.empty();
        return Optional.of(answer.orSetback("mailbox-missing"));
    }

    /// Empty: it is gone.
    Optional<JsonNode> event(Tenant tenant, String user, String id) {
        var answer = call(tenant, "GET", path(user, id), null);
        return answer.gone() ? Optional.empty() : Optional.of(answer.orSetback("mailbox-missing"));
    }

    /// The event that carries this value in this named property, if it is still there.
    Optional<JsonNode> marked(Tenant tenant, String user, String property, String value) {
        var filter =
                "singleValueExtendedProperties/Any(ep: ep/id eq '" + property + "' and ep/value eq '" + value + "')";
        var found = call(tenant, "GET", "/users/" + in(user) + "/events?$filter=" + in(filter), null)
                .orSetback("mailbox-missing")
                .path("value");
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    JsonNode change(Tenant tenant, String user, String id, Map<String, Object> changes) {
        return call(tenant, "PATCH", path(user, id), changes).orSetback("unexpected");
    }

    /// Tells the attendees. Gone already is as good.
    void cancel(Tenant tenant, String user, String id, String comment) {
        var answer = call(tenant, "POST", path(user, id) + "/cancel", Map.of("comment", comment));
        if (!answer.gone()) answer.orSetback("unexpected");
    }

    /// Only for events nobody was invited to.
    void delete(Tenant tenant, String user, String id) {
        var answer = call(tenant, "DELETE", path(user, id), null);
        if (!answer.gone()) answer.orSetback("unexpected");
    }

    JsonNode meetingAt(Tenant tenant, String user, String joinLink) {
        var filter = "JoinWebUrl eq '" + joinLink.replace("'", "''") + "'";
        var found = call(tenant, "GET", "/users/" + in(user) + "/onlineMeetings?$filter=" + in(filter), null)
                .orSetback("meeting-missing")
                .path("value");
        if (found.isEmpty()) throw new Setback("meeting-missing");
        return found.get(0);
    }

    JsonNode meeting(Tenant tenant, String user, String id) {
        return call(tenant, "GET", meetingPath(user, id), null).orSetback("meeting-missing");
    }

    /// False: the tenant does not take these.
    boolean rule(Tenant tenant, String user, String id, Map<String, Object> changes) {
        var answer = call(tenant, "PATCH", meetingPath(user, id), changes);
        if (answer.status() == 400) return false;
        answer.orSetback("meeting-missing");
        return true;
    }

    private static String path(String user, String event) {
        return "/users/" + in(user) + "/events/" + in(event);
    }

    private static String meetingPath(String user, String meeting) {
        return "/users/" + in(user) + "/onlineMeetings/" + in(meeting);
    }

    private static String in(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// A token may have been withdrawn meanwhile: one fresh one is tried.
    private Answer call(Tenant tenant, String method, String path, @Nullable Object body) {
        var token = tokens.token(tenant);
        var answer = send(tenant, token, method, path, body);
        if (answer.status() != 401) return answer;
        tokens.drop(token);
        return send(tenant, tokens.token(tenant), method, path, body);
    }

    private Answer send(Tenant tenant, String token, String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(tenant.graph() + path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("client-request-id", UUID.randomUUID().toString())
                .header("Prefer", "outlook.timezone=\"Europe/Rome\", IdType=\"ImmutableId\"");
        if (body == null) request.method(method, HttpRequest.BodyPublishers.noBody());
        else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    read(response.body()),
                    retryAfter(response.headers().firstValue("Retry-After").orElse(null)));
        } catch (HttpTimeoutException e) {
            throw new Setback("timed-out", e);
        } catch (IOException e) {
            throw new Setback("unreachable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Setback("unreachable", e);
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /// Seconds or a date of HTTP.
    static @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null || header.isBlank()) return null;
        try {
            var text = header.strip();
            if (text.chars().allMatch(Character::isDigit) && text.length() < 9) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var pause = Duration.between(Instant.now(), until);
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private record Answer(
            int status, JsonNode body, @Nullable Duration retryAfter) {

        boolean gone() {
            return status == 404 && is("ErrorItemNotFound");
        }

        boolean is(String code) {
            return body.path("error").path("code").asString("").equals(code);
        }

        JsonNode orSetback(String missing) {
            if (status >= 200 && status < 300) return body;
            throw switch (status) {
                case 401 -> new Setback("unauthorised");
                case 403 -> new Setback("forbidden");
                case 404 -> new Setback(missing);
                case 429 -> new Setback("busy", retryAfter, null);
                case 408, 504 -> new Setback("timed-out", retryAfter, null);
                default -> new Setback(status >= 500 ? "unavailable" : "unexpected", retryAfter, null);
            };
        }
    }
}
