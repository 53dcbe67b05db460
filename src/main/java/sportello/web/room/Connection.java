package sportello.web.room;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import sportello.meeting.EntryId;
import sportello.meeting.MediaServer.Seat;
import sportello.meeting.RoomId;
import tools.jackson.databind.json.JsonMapper;

/// One browser in a room. What it asks of the media server is done in order, away from the socket's thread.
final class Connection {

    static final CloseStatus ELSEWHERE = new CloseStatus(4409, "opened elsewhere");
    static final CloseStatus NO_LONGER = new CloseStatus(4403, "no longer entitled");
    static final CloseStatus TOO_MUCH = new CloseStatus(4429, "too many messages");
    static final CloseStatus SILENT = new CloseStatus(4000, "silent");

    private static final int SEND_LIMIT_MILLIS = 10_000;
    private static final int BUFFER_LIMIT_BYTES = 512 * 1024;
    private static final int REFUSALS_UNTIL_CLOSED = 200;

    final EntryId entry;
    final RoomId room;
    final String name;
    /// Of the code this browser was bound by: another one ends it (rule D13).
    final int generation;
    /// Whether the room is: settled when it was prepared, for good (rule C11).
    final boolean recorded;
    /// Set for the official who opened the room.
    final @Nullable UUID staff;
    /// The login's session, kept alive while its person is here.
    final @Nullable String login;

    private final WebSocketSession session;
    private final JsonMapper json;
    private final Pace frames;
    private final Pace lines;
    private final Pace descriptions;
    private final ExecutorService media = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("room-media").factory());
    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private int refusals;
    private String lastState = "";

    volatile Instant heardAt;
    volatile Instant seenAt = Instant.MIN;
    volatile Instant loginTouchedAt;
    volatile boolean mic;
    volatile boolean camera;
    volatile int weak;
    volatile boolean inside;
    volatile @Nullable Seat seat;

    Connection(
            WebSocketSession session,
            EntryId entry,
            RoomId room,
            String name,
            int generation,
            boolean recorded,
            @Nullable UUID staff,
            @Nullable String login,
            JsonMapper json,
            Instant now) {
        this.session = new ConcurrentWebSocketSessionDecorator(session, SEND_LIMIT_MILLIS, BUFFER_LIMIT_BYTES);
        this.entry = entry;
        this.room = room;
        this.name = name;
        this.generation = generation;
        this.recorded = recorded;
        this.staff = staff;
        this.login = login;
        this.json = json;
        this.frames = new Pace(150, Duration.ofMillis(25), now);
        this.lines = new Pace(10, Duration.ofMillis(1000), now);
        this.descriptions = new Pace(12, Duration.ofMillis(500), now);
        this.heardAt = now;
        this.loginTouchedAt = now;
    }

    boolean mayFrame(Instant now) {
        return frames.allows(now);
    }

    boolean mayLine(Instant now) {
        return lines.allows(now);
    }

    /// Offers, answers and the like, to other pages.
    boolean mayDescribe(Instant now) {
        return descriptions.allows(now);
    }

    /// Once for each thing asked: a page that insists does not fill the audit trail.
    boolean firstTry(String asked) {
        return tried.add(asked);
    }

    void tell(Told message) {
        send(json.writeValueAsString(message));
    }

    /// The same picture is not sent twice in a row.
    synchronized void show(Told.State state) {
        var text = json.writeValueAsString(state);
        if (text.equals(lastState)) return;
        lastState = text;
        send(text);
    }

    void refuse(String why, @Nullable String of) {
        if (++refusals > REFUSALS_UNTIL_CLOSED) close(TOO_MUCH);
        else tell(new Told.Error(why, of));
    }

    private void send(String text) {
        try {
            if (session.isOpen()) session.sendMessage(new TextMessage(text));
        } catch (IOException | RuntimeException gone) {
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    void inOrder(Runnable step) {
        try {
            media.execute(step);
        } catch (RejectedExecutionException afterTheEnd) {
            // The page is gone: nothing is left to do for it.
        }
    }

    void leaveSeat() {
        inOrder(() -> {
            var left = seat;
            seat = null;
            if (left != null) left.leave();
        });
    }

    boolean is(WebSocketSession other) {
        return session.getId().equals(other.getId());
    }

    void close(CloseStatus why) {
        try {
            session.close(why);
        } catch (IOException | RuntimeException gone) {
            // Closed already.
        }
    }

    void end() {
        leaveSeat();
        media.shutdown();
    }
}
