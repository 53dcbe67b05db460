package sportello.meeting.janus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sportello.meeting.MediaServer.Seat;
import sportello.meeting.MediaServer.SeatListener;
import sportello.meeting.MediaServer.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One participant at Janus: a handle that publishes and one that receives everybody else in one connection. All of it
/// happens on one thread of its own, in order; nobody waits for a network here.
final class JanusSeat implements Seat {

    /// What a seat needs of its room.
    interface Surroundings {
        String room();

        String pin();

        String token();

        String secret();

        /// Own stream is received too (the connection test), or everybody else's.
        boolean mirror();

        /// Janus opened its files before it answered: true when all of them are there.
        boolean recording(String feed, int tracks);

        void flowing(String feed, boolean audio, boolean receiving);

        void gone(JanusSeat seat);
    }

    private enum Receiving {
        NOTHING,
        ASKED,
        OFFERED,
        STEADY
    }

    private static final Logger LOG = LoggerFactory.getLogger(JanusSeat.class);
    private static final int MOST_RETRIES = 20;

    private final JanusLink link;
    private final Surroundings room;
    private final String feed;
    private final SeatListener listener;
    private final ExecutorService thread;
    private final List<ObjectNode> candidatesIn = new ArrayList<>();
    private final Map<String, List<String>> candidatesOut = new HashMap<>();
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> subscribed = new LinkedHashSet<>();
    private List<String> asking = List.of();
    private @Nullable JanusSession session;
    private @Nullable String offer;
    private long publisher;
    private long subscriber;
    private long privateId;
    private boolean joined;
    private boolean publishing;
    private boolean answered;
    private boolean offered;
    private Receiving receiving = Receiving.NOTHING;
    private int retries;
    private volatile boolean over;

    JanusSeat(JanusLink link, Surroundings room, String feed, SeatListener listener) {
        this.link = link;
        this.room = room;
        this.feed = feed;
        this.listener = listener;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("seat-" + feed).factory());
    }

    /// `<participant>-<number>`: a new number each time somebody sits down, so that a reloaded page gets new files.
    static String feed(UUID participant, int number) {
        return participant + "-" + number;
    }

    static UUID participant(String feed) {
        return UUID.fromString(feed.substring(0, 36));
    }

    String feed() {
        return feed;
    }

    void sitDown() {
        run(() -> {
            var opened = link.session(this::heard);
            session = opened;
            publisher = opened.attach();
            opened.ask(
                    publisher,
                    body("join")
                            .put("ptype", "publisher")
                            .put("room", room.room())
                            .put("pin", room.pin())
                            .put("token", room.token())
                            .put("id", feed),
                    null);
        });
    }

    @Override
    public void publish(String sdpOffer) {
        run(() -> {
            offer = sdpOffer;
            publishNow();
        });
    }

    @Override
    public void answer(String sdpAnswer) {
        run(() -> {
            if (receiving != Receiving.OFFERED) return;
            receiving = Receiving.STEADY;
            open().ask(subscriber, body("start"), jsep("answer", sdpAnswer));
            reconcile();
        });
    }

    @Override
    public void trickle(String which, @Nullable String candidate) {
        run(() -> {
            var node = candidate(candidate);
            if (which.equals("receive")) {
                if (subscriber != 0) open().trickle(subscriber, node);
            } else if (publishing) {
                open().trickle(publisher, node);
            } else {
                candidatesIn.add(node);
            }
        });
    }

    @Override
    public void leave() {
        if (over) return;
        over = true;
        room.gone(this);
        try {
            thread.execute(() -> {
                var opened = session;
                if (opened != null) opened.destroy();
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Left already");
        }
        thread.shutdown();
    }

    /// Janus died: nothing to say goodbye to.
    void vanish() {
        over = true;
        thread.shutdownNow();
    }

    /// True once its session is closed at Janus.
    boolean awaitGone(long millis) {
        try {
            return thread.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run(Runnable step) {
        if (over) return;
        try {
            thread.execute(() -> {
                if (over) return;
                try {
                    step.run();
                } catch (JanusRefused e) {
                    LOG.warn("Seat {}: {}", feed, e.getMessage());
                    fail("media.refused");
                } catch (RuntimeException e) {
                    LOG.warn("Seat {}", feed, e);
                    fail("media.refused");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Seat {} is over", feed);
        }
    }

    private JanusSession open() {
        var opened = session;
        if (opened == null) throw new JanusRefused(0, "no session");
        return opened;
    }

    private void heard(long handle, String kind, JsonNode message) {
        run(() -> {
            switch (kind) {
                case "event" -> event(handle, message);
                case "trickle" -> trickled(handle, message.path("candidate"));
                case "webrtcup" -> connected(which(handle));
                case "media" ->
                    room.flowing(
                            feed,
                            message.path("type").asString("").equals("audio"),
                            message.path("receiving").asBoolean(false));
                case "hangup", "timeout" -> fail("media.connection-lost");
                default -> LOG.trace("Janus says {}", kind);
            }
        });
    }

    private void connected(String which) {
        listener.connected(which);
        if (!room.mirror() || !which.equals("publish")) return;
        want(feed);
        reconcile();
    }

    private void event(long handle, JsonNode message) {
        var data = message.path("plugindata").path("data");
        if (data.has("error_code")) {
            refused(handle, data);
            return;
        }
        var what = data.path("videoroom").asString("");
        if (what.equals("joined")) {
            privateId = data.path("private_id").asLong();
            joined = true;
            publishNow();
        }
        for (var other : data.path("publishers")) want(other.path("id").asString(""));
        unwant(data.path("unpublished").asString(""));
        unwant(data.path("leaving").asString(""));
        if (what.equals("destroyed") || data.has("kicked")) {
            if (data.path("kicked").asString(feed).equals(feed)) fail("media.connection-lost");
            return;
        }
        var jsep = message.path("jsep");
        if (!jsep.isMissingNode()) {
            if (handle == publisher) published(jsep.path("sdp").asString(""), data.path("streams"));
            else offered(jsep.path("sdp").asString(""), data.path("streams"));
        } else if (handle == subscriber && what.equals("updated") && receiving == Receiving.ASKED) {
            receiving = Receiving.STEADY;
        }
        reconcile();
    }

    /// A feed that went between hearing of it and asking for it is no reason to fail: `leaving` is on its way.
    private void refused(long handle, JsonNode data) {
        if (handle == subscriber && receiving == Receiving.ASKED && retries++ < MOST_RETRIES) {
            subscribed.removeAll(asking);
            wanted.removeAll(asking);
            receiving = offered ? Receiving.STEADY : Receiving.NOTHING;
            askWhoIsThere();
            return;
        }
        LOG.warn("Seat {}: Janus {}", feed, data.path("error_code").asInt(0));
        fail("media.refused");
    }

    private void askWhoIsThere() {
        var pause = 100L * retries;
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
            run(() -> {
                var present = open().ask(publisher, body("listparticipants").put("room", room.room()), null)
                        .path("participants");
                for (var other : present) {
                    if (other.path("publisher").asBoolean(false))
                        want(other.path("id").asString(""));
                }
                reconcile();
            });
        });
    }

    private void publishNow() {
        var sdp = offer;
        if (!joined || publishing || sdp == null) return;
        publishing = true;
        open().ask(publisher, body("publish").put("filename", feed).put("secret", room.secret()), jsep("offer", sdp));
        candidatesIn.forEach(candidate -> open().trickle(publisher, candidate));
        candidatesIn.clear();
    }

    /// Rule D7: nothing is let in that is not recorded. Without the answer no media flows.
    private void published(String sdp, JsonNode streams) {
        int tracks = 0;
        for (var stream : streams) {
            var type = stream.path("type").asString("");
            if (!stream.path("disabled").asBoolean(false) && (type.equals("audio") || type.equals("video"))) tracks++;
        }
        if (!room.recording(feed, tracks)) {
            fail("media.not-recorded");
            return;
        }
        answered = true;
        listener.published(sdp);
        hand("publish");
    }

    private void offered(String sdp, JsonNode streams) {
        receiving = Receiving.OFFERED;
        offered = true;
        var lines = new ArrayList<Stream>();
        for (var stream : streams) {
            var from = stream.path("feed_id").asString("");
            if (from.isEmpty() || !stream.path("active").asBoolean(true)) continue;
            lines.add(new Stream(
                    stream.path("mid").asString(""),
                    participant(from),
                    stream.path("type").asString("")));
        }
        listener.offered(sdp, List.copyOf(lines));
        hand("receive");
    }

    private void want(String other) {
        if (other.isEmpty() || other.equals(feed) != room.mirror()) return;
        wanted.add(other);
    }

    private void unwant(String other) {
        wanted.remove(other);
        subscribed.remove(other);
    }

    /// One offer is outstanding at a time; who came or went meanwhile is asked for afterwards.
    private void reconcile() {
        if (receiving == Receiving.ASKED || receiving == Receiving.OFFERED || !joined) return;
        var fresh = wanted.stream().filter(other -> !subscribed.contains(other)).toList();
        if (fresh.isEmpty()) return;
        var body = receiving == Receiving.NOTHING
                ? body("join")
                        .put("ptype", "subscriber")
                        .put("room", room.room())
                        .put("pin", room.pin())
                        .put("private_id", privateId)
                : body("subscribe");
        var streams = body.putArray("streams");
        for (var other : fresh) streams.addObject().put("feed", other);
        if (subscriber == 0) subscriber = open().attach();
        receiving = Receiving.ASKED;
        subscribed.addAll(fresh);
        asking = fresh;
        open().ask(subscriber, body, null);
    }

    private void trickled(long handle, JsonNode candidate) {
        var which = which(handle);
        candidatesOut.computeIfAbsent(which, _ -> new ArrayList<>()).add(candidate.toString());
        hand(which);
    }

    /// The browser gets candidates only after the description they belong to.
    private void hand(String which) {
        if (which.equals("publish") ? !answered : !offered) return;
        var held = candidatesOut.remove(which);
        if (held != null) held.forEach(candidate -> listener.candidate(which, candidate));
    }

    private String which(long handle) {
        return handle == publisher ? "publish" : "receive";
    }

    private void fail(String why) {
        if (over) return;
        leave();
        listener.failed(why);
    }

    private static ObjectNode body(String request) {
        return JanusLink.JSON.createObjectNode().put("request", request);
    }

    private static ObjectNode jsep(String type, String sdp) {
        return JanusLink.JSON.createObjectNode().put("type", type).put("sdp", sdp);
    }

    /// Three fields and nothing else of what the browser sent.
    static ObjectNode candidate(@Nullable String json) {
        var node = JanusLink.JSON.createObjectNode();
        if (json == null) return node.put("completed", true);
        try {
            var sent = JanusLink.JSON.readTree(json);
            var line = sent.path("candidate").asString("");
            if (line.isEmpty()) return node.put("completed", true);
            return node.put("candidate", line)
                    .put("sdpMid", sent.path("sdpMid").asString("0"))
                    .put("sdpMLineIndex", sent.path("sdpMLineIndex").asInt(0));
        } catch (JacksonException e) {
            return node.put("completed", true);
        }
    }
}
