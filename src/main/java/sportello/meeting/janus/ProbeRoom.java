package sportello.meeting.janus;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import sportello.meeting.MediaServer.Seat;
import sportello.meeting.MediaServer.SeatListener;

/// A room for one, recorded nowhere, in which one sees oneself: the device test's connection. Gone after half a minute.
final class ProbeRoom implements JanusSeat.Surroundings {

    private final JanusChild child;
    private final JanusSession session;
    private final long handle;
    private final String room = "probe-" + UUID.randomUUID();
    private final String secret = JanusChild.secret();
    private final String pin = JanusChild.secret();
    private final String token = JanusChild.secret();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Runnable whenOver;

    ProbeRoom(JanusChild child, int bitrate, Runnable whenOver) {
        this.child = child;
        this.whenOver = whenOver;
        this.session = child.link().session((_, _, _) -> {});
        this.handle = session.attach();
        var create = JanusLink.JSON
                .createObjectNode()
                .put("request", "create")
                .put("admin_key", child.adminKey)
                .put("room", room)
                .put("permanent", false)
                .put("is_private", true)
                .put("secret", secret)
                .put("pin", pin)
                .put("publishers", 1)
                .put("bitrate", bitrate)
                .put("bitrate_cap", true)
                .put("audiocodec", "opus")
                .put("videocodec", "vp8")
                .put("record", false)
                .put("lock_record", true);
        create.putArray("allowed").add(token);
        session.ask(handle, create, null);
    }

    Seat seat(SeatListener listener, Duration life) {
        var seat = new JanusSeat(child.link(), this, JanusSeat.feed(UUID.randomUUID(), 1), listener);
        seat.sitDown();
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(life);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            seat.leave();
        });
        return seat;
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public String pin() {
        return pin;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public String secret() {
        return secret;
    }

    @Override
    public boolean mirror() {
        return true;
    }

    @Override
    public boolean recording(String feed, int tracks) {
        return true;
    }

    @Override
    public void flowing(String feed, boolean audio, boolean receiving) {}

    @Override
    public void gone(JanusSeat seat) {
        if (!over.compareAndSet(false, true)) return;
        Thread.startVirtualThread(() -> {
            try {
                seat.awaitGone(2000);
                session.ask(
                        handle,
                        JanusLink.JSON
                                .createObjectNode()
                                .put("request", "destroy")
                                .put("room", room)
                                .put("secret", secret),
                        null);
                session.destroy();
            } catch (JanusRefused e) {
                // With Janus gone the room is gone too.
            } finally {
                whenOver.run();
            }
        });
    }
}
