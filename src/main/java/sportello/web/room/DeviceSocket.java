package sportello.web.room;

import jakarta.websocket.Session;
import java.time.InstantSource;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import sportello.meeting.MediaServer;
import tools.jackson.databind.json.JsonMapper;

/// The device test's way to the media server, in the room's own messages: the page sees itself through it, nobody else
/// does, nothing is kept. Open to anybody; a connection without one of the few seats ends at once.
@Component
class DeviceSocket extends TextWebSocketHandler {

    static final String ADDRESS = "/device-test/socket";

    private static final Long SEND_PATIENCE_MILLIS = 4000L;
    private static final String TRIAL = "trial";

    private final MediaServer media;
    private final JsonMapper json;
    private final InstantSource machine = InstantSource.system();

    DeviceSocket(MediaServer media, JsonMapper json) {
        this.media = media;
        this.json = json;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(RoomSocket.LONGEST_FRAME);
        session.setBinaryMessageSizeLimit(1024);
        if (session instanceof NativeWebSocketSession known && known.getNativeSession() instanceof Session browser) {
            browser.getUserProperties().put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, SEND_PATIENCE_MILLIS);
        }
        var trial = new Trial(session, json, machine.instant());
        session.getAttributes().put(TRIAL, trial);
        trial.begin(media);
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        var trial = of(session);
        if (trial == null) return;
        if (!trial.mayFrame(machine.instant())) {
            trial.refuse("too-fast", null);
            return;
        }
        switch (Said.read(json, message.getPayload(), 0)) {
            case Said.Publish(var sdp) -> trial.withSeat("publish", seat -> seat.publish(sdp));
            case Said.Answer(var sdp) -> trial.withSeat("answer", seat -> seat.answer(sdp));
            case Said.Trickle(var which, var candidate) ->
                trial.withSeat("trickle", seat -> seat.trickle(which, candidate));
            case Said.Ping() -> trial.tell(new Told.Pong());
            case Said.Refused(var why, var of) -> trial.refuse(why, of);
            case Said.Text _ -> trial.refuse("not-allowed", "text");
            case Said.Typing _ -> trial.refuse("not-allowed", "typing");
            case Said.Mic _ -> trial.refuse("not-allowed", "mic");
            case Said.Camera _ -> trial.refuse("not-allowed", "camera");
            case Said.Peer _ -> trial.refuse("not-allowed", "peer");
            case Said.Weak _ -> trial.refuse("not-allowed", "weak");
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) {
        // A dropped network is no event of ours: the close that follows is.
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        var trial = of(session);
        if (trial != null) trial.end();
    }

    private static @Nullable Trial of(WebSocketSession session) {
        return (Trial) session.getAttributes().get(TRIAL);
    }
}
