package sportello.web.room;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import sportello.platform.Lane;

/// What a socket brings is the work of people inside a meeting, whatever goes on at the public door (rule G6).
final class InTheRoomsLane extends WebSocketHandlerDecorator {

    InTheRoomsLane(WebSocketHandler handler) {
        super(handler);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
        in(() -> getDelegate().afterConnectionEstablished(session));
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
        in(() -> getDelegate().handleMessage(session, message));
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) throws Exception {
        in(() -> getDelegate().handleTransportError(session, error));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
        in(() -> getDelegate().afterConnectionClosed(session, status));
    }

    private interface Step {
        void take() throws Exception;
    }

    private static void in(Step step) throws Exception {
        Lane.ROOM.<Boolean, Exception>call(() -> {
            step.take();
            return true;
        });
    }
}
