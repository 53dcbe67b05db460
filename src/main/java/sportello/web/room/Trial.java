package sportello.web.room;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import sportello.meeting.MediaServer;
import sportello.meeting.MediaServer.Availability;
import sportello.meeting.MediaServer.Seat;
import tools.jackson.databind.json.JsonMapper;

/// One browser that tries the way to the media server. What it asks is done in order, away from the socket's thread;
/// it ends with its seat, or a little after the seat's half minute.
final class Trial {

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final Duration LIFE = Duration.ofSeconds(35);
    private static final int SEND_LIMIT_MILLIS = 10_000;
    private static final int BUFFER_LIMIT_BYTES = 512 * 1024;
    private static final int REFUSALS_UNTIL_CLOSED = 20;

    private final WebSocketSession session;
    private final JsonMapper json;
    private final Pace frames;
    private final ExecutorService steps = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("device-test").factory());
    private @Nullable Seat seat;
    private final AtomicInteger refusals = new AtomicInteger();

    Trial(WebSocketSession session, JsonMapper json, Instant now) {
        this.session = new ConcurrentWebSocketSessionDecorator(session, SEND_LIMIT_MILLIS, BUFFER_LIMIT_BYTES);
        this.json = json;
        this.frames = new Pace(100, Duration.ofMillis(100), now);
    }

    /// Takes a seat and says which way to go, or says why there is none.
    void begin(MediaServer media) {
        inOrder(() -> {
            if (media.availability() instanceof Availability.Missing(var why)) {
                fail(why);
                return;
            }
            try {
                seat = media.probe(new Relay(json, this::tell, this::fail));
            } catch (IllegalStateException none) {
                fail(none.getMessage());
                return;
            } catch (RuntimeException refused) {
                LOG.warn("No seat for a device test: {}", refused.toString());
                fail("media.refused");
                return;
            }
            tell(new Told.IceServers(media.probeServers(), false));
            Thread.startVirtualThread(this::endLater);
        });
    }

    private void endLater() {
        try {
            Thread.sleep(LIFE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(CloseStatus.NORMAL);
    }

    boolean mayFrame(Instant now) {
        return frames.allows(now);
    }

    void withSeat(String what, Consumer<Seat> doing) {
        inOrder(() -> {
            var taken = seat;
            if (taken == null) refuse("not-allowed", what);
            else doing.accept(taken);
        });
    }

    void refuse(String why, @Nullable String of) {
        if (refusals.incrementAndGet() > REFUSALS_UNTIL_CLOSED) close(Connection.TOO_MUCH);
        else tell(new Told.Error(why, of));
    }

    void tell(Told message) {
        try {
            if (session.isOpen()) session.sendMessage(new TextMessage(json.writeValueAsString(message)));
        } catch (IOException | RuntimeException gone) {
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    void end() {
        inOrder(() -> {
            var left = seat;
            seat = null;
            if (left != null) left.leave();
        });
        steps.shutdown();
    }

    private void fail(@Nullable String why) {
        tell(new Told.MediaFailed(why == null ? "media.refused" : why));
        close(CloseStatus.NORMAL);
    }

    private void inOrder(Runnable step) {
        try {
            steps.execute(step);
        } catch (RejectedExecutionException afterTheEnd) {
            // The page is gone: nothing is left to do for it.
        }
    }

    private void close(CloseStatus why) {
        try {
            session.close(why);
        } catch (IOException | RuntimeException gone) {
            // Closed already.
        }
    }
}
