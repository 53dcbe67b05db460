package sportello.web.room;

import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a browser may say on the room's socket; anything else is `Refused`. See docs/protocol/room.md.
sealed interface Said {

    int LONGEST_SDP = 48 * 1024;
    int LONGEST_CANDIDATE = 2 * 1024;
    /// Between two pages; several wait in a slow page's buffer without ending its connection.
    int LONGEST_PEER_SDP = 24 * 1024;
    Pattern CALL = Pattern.compile("[A-Za-z0-9_-]{4,40}");

    record Text(String text) implements Said {}

    record Typing(String text) implements Said {}

    record Mic(boolean on) implements Said {}

    record Camera(boolean on) implements Said {}

    record Weak(int level) implements Said {}

    record Publish(String sdp) implements Said {}

    record Answer(String sdp) implements Said {}

    record Trickle(String which, @Nullable String candidate) implements Said {}

    /// For the page of one other person in a room that is not recorded. `kind`: `ready`, `offer`, `answer` (with `sdp`)
    /// or `ice` (with `candidate`, null at the end); `call` is the offering page's name for the connection meant.
    record Peer(
            UUID to,
            String call,
            String kind,
            @Nullable String sdp,
            @Nullable JsonNode candidate) implements Said {}

    record Ping() implements Said {}

    /// `why`: `malformed`, `unknown` or `too-long`. `of`: the type it claimed to be.
    record Refused(String why, @Nullable String of) implements Said {}

    static Said read(JsonMapper json, String frame, int longestLine) {
        JsonNode message;
        try {
            message = json.readTree(frame);
        } catch (JacksonException | StackOverflowError e) {
            return new Refused("malformed", null);
        }
        if (message == null || !message.isObject() || !message.path("type").isString()) {
            return new Refused("malformed", null);
        }
        var type = message.path("type").stringValue();
        return switch (type) {
            case "text" -> text(message, type, longestLine, Text::new);
            case "typing" -> text(message, type, longestLine, Typing::new);
            case "publish" -> sdp(message, type, Publish::new);
            case "answer" -> sdp(message, type, Answer::new);
            case "mic" ->
                message.path("on").isBoolean()
                        ? new Mic(message.path("on").booleanValue())
                        : new Refused("malformed", type);
            case "camera" ->
                message.path("on").isBoolean()
                        ? new Camera(message.path("on").booleanValue())
                        : new Refused("malformed", type);
            case "weak" -> weak(message.path("level"));
            case "trickle" -> trickle(message);
            case "peer" -> peer(message);
            case "ping" -> new Ping();
            default -> new Refused("unknown", type.substring(0, Math.min(type.length(), 20)));
        };
    }

    private static Said text(JsonNode message, String type, int longest, Function<String, Said> as) {
        var text = message.path("text");
        if (!text.isString()) return new Refused("malformed", type);
        var value = text.stringValue();
        // No database keeps a NUL.
        if (value.indexOf('\0') >= 0) return new Refused("malformed", type);
        return value.codePointCount(0, value.length()) > longest ? new Refused("too-long", type) : as.apply(value);
    }

    private static Said sdp(JsonNode message, String type, Function<String, Said> as) {
        var sdp = message.path("sdp");
        if (!sdp.isString() || !sdp.stringValue().startsWith("v=0")) return new Refused("malformed", type);
        return sdp.stringValue().length() > LONGEST_SDP ? new Refused("too-long", type) : as.apply(sdp.stringValue());
    }

    private static Said weak(JsonNode level) {
        if (!level.isInt() || level.intValue() < 0 || level.intValue() > 2) return new Refused("malformed", "weak");
        return new Weak(level.intValue());
    }

    private static Said peer(JsonNode message) {
        var to = id(message.path("to"));
        var call = message.path("call");
        if (to == null || !call.isString() || !CALL.matcher(call.stringValue()).matches()) {
            return new Refused("malformed", "peer");
        }
        var kind = message.path("kind").asString("");
        return switch (kind) {
            case "ready" -> new Peer(to, call.stringValue(), kind, null, null);
            case "offer", "answer" -> {
                var sdp = message.path("sdp");
                if (!sdp.isString() || !sdp.stringValue().startsWith("v=0")) yield new Refused("malformed", "peer");
                yield sdp.stringValue().length() > LONGEST_PEER_SDP
                        ? new Refused("too-long", "peer")
                        : new Peer(to, call.stringValue(), kind, sdp.stringValue(), null);
            }
            case "ice" -> {
                var candidate = message.path("candidate");
                if (candidate.isNull()) yield new Peer(to, call.stringValue(), kind, null, null);
                if (!candidate.isObject()) yield new Refused("malformed", "peer");
                yield candidate.toString().length() > LONGEST_CANDIDATE
                        ? new Refused("too-long", "peer")
                        : new Peer(to, call.stringValue(), kind, null, candidate);
            }
            default -> new Refused("malformed", "peer");
        };
    }

    private static @Nullable UUID id(JsonNode node) {
        try {
            return node.isString() ? UUID.fromString(node.stringValue()) : null;
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static Said trickle(JsonNode message) {
        var which = message.path("which");
        var candidate = message.path("candidate");
        boolean known = which.isString()
                && (which.stringValue().equals("publish") || which.stringValue().equals("receive"));
        if (!known || !(candidate.isObject() || candidate.isNull())) return new Refused("malformed", "trickle");
        if (candidate.isNull()) return new Trickle(which.stringValue(), null);
        var text = candidate.toString();
        return text.length() > LONGEST_CANDIDATE
                ? new Refused("too-long", "trickle")
                : new Trickle(which.stringValue(), text);
    }
}
