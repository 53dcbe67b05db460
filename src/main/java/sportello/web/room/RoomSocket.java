package sportello.web.room;

import jakarta.websocket.Session;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import sportello.meeting.MeetingSettings;
import sportello.meeting.RoomLeases;
import sportello.meeting.RoomLeases.Home;
import tools.jackson.databind.json.JsonMapper;

/// The room's socket: JSON text frames in, JSON text frames out. Who is at the other end was settled by `Handshake`.
/// When the room lives in another node, the frames go on to there.
@Component
class RoomSocket extends TextWebSocketHandler {

    static final int LONGEST_FRAME = 64 * 1024;
    /// One browser that reads slowly does not keep the others waiting.
    private static final Long SEND_PATIENCE_MILLIS = 4000L;

    private static final String CONNECTION = "connection";
    private static final String RELAY = "relay";

    private final LiveRooms live;
    private final RoomLeases leases;
    private final RoomRelays relays;
    private final JsonMapper json;
    private final MeetingSettings settings;
    private final InstantSource machine = InstantSource.system();

    RoomSocket(LiveRooms live, RoomLeases leases, RoomRelays relays, JsonMapper json, MeetingSettings settings) {
        this.live = live;
        this.leases = leases;
        this.relays = relays;
        this.json = json;
        this.settings = settings;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        session.setTextMessageSizeLimit(LONGEST_FRAME);
        session.setBinaryMessageSizeLimit(1024);
        if (session instanceof NativeWebSocketSession known && known.getNativeSession() instanceof Session browser) {
            browser.getUserProperties().put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, SEND_PATIENCE_MILLIS);
        }
        var party =
                (Handshake.Party) Objects.requireNonNull(session.getAttributes().get(Handshake.PARTY));
        if (session.getAttributes().containsKey(NodeHandshake.RELAYED)) {
            join(session, party);
            return;
        }
        try {
            switch (leases.home(party.entry().room())) {
                case Home.Here _ -> join(session, party);
                case Home.There there -> {
                    var relay = relays.begin(session, party, there);
                    if (relay != null) session.getAttributes().put(RELAY, relay);
                }
            }
        } catch (DataAccessException | TransactionException away) {
            session.close(CloseStatus.SERVICE_RESTARTED);
        }
    }

    private void join(WebSocketSession session, Handshake.Party party) {
        var entry = party.entry();
        var connection = new Connection(
                session,
                entry.id(),
                entry.room(),
                entry.name(),
                entry.generation(),
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
        if (session.getAttributes().get(RELAY) instanceof RoomRelay relay) {
            relay.said(message.getPayload());
            return;
        }
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
        if (session.getAttributes().get(RELAY) instanceof RoomRelay relay) relay.browserGone();
        var connection = of(session);
        if (connection != null) live.gone(connection);
    }

    private static @Nullable Connection of(WebSocketSession session) {
        return (Connection) session.getAttributes().get(CONNECTION);
    }
}
