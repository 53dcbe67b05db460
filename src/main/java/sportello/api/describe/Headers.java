package sportello.api.describe;

import java.util.LinkedHashMap;
import java.util.Map;

/// Headers that answers carry, described once.
final class Headers {

    private Headers() {}

    static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/components/headers/" + name);
    }

    static Map<String, Object> limits() {
        var limits = new LinkedHashMap<String, Object>();
        limits.put("RateLimit-Limit", reference("RateLimitLimit"));
        limits.put("RateLimit-Remaining", reference("RateLimitRemaining"));
        limits.put("RateLimit-Reset", reference("RateLimitReset"));
        return limits;
    }

    static Map<String, Object> named() {
        var all = new LinkedHashMap<String, Object>();
        all.put("RateLimitLimit", number("Requests allowed in the present window", 1_000_000));
        all.put("RateLimitRemaining", number("Requests left in the present window", 1_000_000));
        all.put("RateLimitReset", number("Seconds until the next window", 86_400));
        all.put("RetryAfter", number("Seconds to wait before asking again", 86_400));
        all.put("CacheControl", text("Always `no-store`: what is answered here concerns a person", 20, "^no-store$"));
        all.put("ETag", text("The version, to be sent back in If-Match when changing it", 30, "^\"[0-9]+\"$"));
        all.put("Location", text("Where the new thing is found", 500, "^/api/v1/.*$"));
        all.put("ContentDisposition", text("The file's name", 500, "^attachment.*$"));
        all.put("WWWAuthenticate", text("How to authenticate (RFC 6750)", 500, "^Bearer.*$"));
        return all;
    }

    private static Map<String, Object> number(String about, int most) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "integer");
        schema.put("format", "int32");
        schema.put("minimum", 0);
        schema.put("maximum", most);
        return header(about, schema);
    }

    private static Map<String, Object> text(String about, int longest, String pattern) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "string");
        schema.put("maxLength", longest);
        schema.put("pattern", pattern);
        return header(about, schema);
    }

    private static Map<String, Object> header(String about, Map<String, Object> schema) {
        var header = new LinkedHashMap<String, Object>();
        header.put("description", about);
        header.put("schema", schema);
        return header;
    }
}
