package sportello.meeting.janus;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A session at Janus with its handles. Events come on the link's thread: whoever listens hands them on at once.
final class JanusSession {

    interface Events {
        /// `handle` is 0 for what concerns the session.
        void heard(long handle, String kind, JsonNode message);
    }

    private final JanusLink link;
    private final long id;
    private final Events events;

    JanusSession(JanusLink link, long id, Events events) {
        this.link = link;
        this.id = id;
        this.events = events;
    }

    long id() {
        return id;
    }

    void heard(String kind, JsonNode message) {
        events.heard(message.path("sender").asLong(0), kind, message);
    }

    long attach() {
        return link.request(on("attach").put("plugin", "janus.plugin.videoroom"))
                .path("data")
                .path("id")
                .asLong();
    }

    /// For what Janus does at once (create, destroy, allowed, kick…) the plugin's answer; else an empty node, and the
    /// answer comes as an event.
    JsonNode ask(long handle, ObjectNode body, @Nullable ObjectNode jsep) {
        var message = on("message").put("handle_id", handle);
        message.set("body", body);
        if (jsep != null) message.set("jsep", jsep);
        var data = link.request(message).path("plugindata").path("data");
        if (data.has("error_code")) {
            throw new JanusRefused(
                    data.path("error_code").asInt(0), data.path("error").asString(""));
        }
        return data;
    }

    void trickle(long handle, ObjectNode candidate) {
        var message = on("trickle").put("handle_id", handle);
        message.set("candidate", candidate);
        link.request(message);
    }

    void keepAlive() {
        try {
            link.request(on("keepalive"));
        } catch (JanusRefused e) {
            link.forget(this);
        }
    }

    void destroy() {
        link.forget(this);
        try {
            link.request(on("destroy"));
        } catch (JanusRefused e) {
            // Gone already, with Janus or before us.
        }
    }

    private ObjectNode on(String verb) {
        return link.message(verb).put("session_id", id);
    }
}
