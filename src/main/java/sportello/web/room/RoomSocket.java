package sportello.web.room;

import jakarta.websocket.Session;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import sportello.meeting.MeetingSettings;
import tools.jackson.databind.json.JsonMapper;

/// The room's socket: JSON text frames in, JSON text frames out. Who is at the other end was settled by `Handshake`.
@Component
class RoomSocket extends TextWebSocketHandler {

    static final int LONGEST_FRAME = 64 * 1024;
    /// One browser that reads slowly does not keep the others waiting.
    private static final Long SEND_PATIENCE_MILLIS = 4000L;

    private static final String CONNECTION = "connection";

    private final LiveRooms live;
    private final JsonMapper json;
    private final MeetingSettings settings;
    private final InstantSource machine = InstantSource.system();

    RoomSocket(LiveRooms live, JsonMapper json, MeetingSettings settings) {
        this.live = live;
        this.json = json;
        this.settings = settings;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(LONGEST_FRAME);
        session.setBinaryMessageSizeLimit(1024);
        if (session instanceof NativeWebSocketSession known && known.getNativeSession() instanceof Session browser) {
            browser.getUserProperties().put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, SEND_PATIENCE_MILLIS);
        }
        var party =
                (Handshake.Party) Objects.requireNonNull(session.getAttributes().get(Handshake.PARTY));
        var entry = party.entry();
        var connection = new Connection(
                session,
                entry.id(),
                entry.room(),
                entry.name(),
                party.recorded(),
                party.staff(),
                party.login(),
                json,
                machine.instant());
        session.getAttributes().put(CONNECTION, connection);
        live.joined(connection);
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        var from = of(session);
        if (from == null) return;
        var now = machine.instant();
        if (!from.mayFrame(now)) {
            from.heardAt = now;
            from.refuse("too-fast", null);
            return;
        }
        live.heard(from, Said.read(json, message.getPayload(), settings.longestLine()));
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) {
        // A dropped network is no event of ours: the close that follows is.
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        var connection = of(session);
        if (connection != null) live.gone(connection);
    }

    private static @Nullable Connection of(WebSocketSession session) {
        return (Connection) session.getAttributes().get(CONNECTION);
    }
}
